/* Laid before the C library: files below SUICHA_FAULT_BELOW fail as the file SUICHA_FAULT_MARK says.
   flush: fsync and fdatasync answer EIO; full: writes answer ENOSPC; readonly: writes answer EROFS. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static int said(const char *fault) {
    const char *mark = getenv("SUICHA_FAULT_MARK");
    char word[16] = {0};
    int fd, saved = errno;
    if (!mark || (fd = open(mark, O_RDONLY | O_CLOEXEC)) < 0) { errno = saved; return 0; }
    ssize_t n = read(fd, word, sizeof word - 1);
    close(fd);
    errno = saved;
    return n > 0 && strcmp(word, fault) == 0;
}

static int ours(int fd) {
    const char *below = getenv("SUICHA_FAULT_BELOW");
    char link[64], path[4096];
    int saved = errno;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, sizeof path - 1);
    errno = saved;
    if (!below || n <= 0) return 0;
    path[n] = 0;
    return strncmp(path, below, strlen(below)) == 0;
}

static int refused(int fd) {
    if (!ours(fd)) return 0;
    if (said("full")) return ENOSPC;
    if (said("readonly")) return EROFS;
    return 0;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

int fsync(int fd) {
    if (ours(fd) && said("flush")) { errno = EIO; return -1; }
    return REAL(fsync)(fd);
}

int fdatasync(int fd) {
    if (ours(fd) && said("flush")) { errno = EIO; return -1; }
    return REAL(fdatasync)(fd);
}

ssize_t write(int fd, const void *b, size_t n) {
    int e = refused(fd);
    if (e) { errno = e; return -1; }
    return REAL(write)(fd, b, n);
}

ssize_t pwrite(int fd, const void *b, size_t n, off_t at) {
    int e = refused(fd);
    if (e) { errno = e; return -1; }
    return REAL(pwrite)(fd, b, n, at);
}

ssize_t pwrite64(int fd, const void *b, size_t n, off64_t at) {
    int e = refused(fd);
    if (e) { errno = e; return -1; }
    return REAL(pwrite64)(fd, b, n, at);
}

ssize_t writev(int fd, const struct iovec *v, int n) {
    int e = refused(fd);
    if (e) { errno = e; return -1; }
    return REAL(writev)(fd, v, n);
}
