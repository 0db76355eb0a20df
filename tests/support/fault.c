/* Laid before the C library: files below SUICHA_FAULT_BELOW fail as the file SUICHA_FAULT_MARK says.
   flush: fsync and fdatasync answer EIO; full: writes answer ENOSPC; readonly: writes answer EROFS.
   With SUICHA_FAULT_UNDO everything is done, and what it replaced is noted there until it is flushed: after a kill
   the rest can be taken back, as a power cut takes pages back that the disk has not written. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
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


static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;

static int below(const char *path) {
    const char *root = getenv("SUICHA_FAULT_BELOW");
    return root && strncmp(path, root, strlen(root)) == 0;
}

/* A record: kind, length of the path, of the bytes, place, size before; then path and bytes. */
static void note(char kind, const char *path, off_t at, off_t size, const void *bytes, size_t n) {
    const char *log = getenv("SUICHA_FAULT_UNDO");
    long long head[5] = { kind, (long long)strlen(path), (long long)n, (long long)at, (long long)size };
    struct iovec parts[3] = { { head, sizeof head }, { (void *)path, strlen(path) }, { (void *)bytes, n } };
    int saved = errno, fd = log ? open(log, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600) : -1;
    if (fd >= 0) {
        if (REAL(writev)(fd, parts, 3) < 0) abort();
        close(fd);
    }
    errno = saved;
}

/* What stands at [at, at+n) of the file now, before it is replaced. */
static void note_old(char kind, int fd, off_t at, size_t n) {
    char link[64], path[4096];
    struct stat now;
    if (!getenv("SUICHA_FAULT_UNDO") || !ours(fd)) return;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t len = readlink(link, path, sizeof path - 1);
    if (len <= 0 || fstat(fd, &now) != 0 || !S_ISREG(now.st_mode)) return;
    path[len] = 0;
    if (at > now.st_size) at = now.st_size;
    if (at + (off_t)n > now.st_size) n = (size_t)(now.st_size - at);
    char *old = malloc(n + 1);
    int look = open(path, O_RDONLY | O_CLOEXEC);
    if (!old || look < 0 || pread(look, old, n, at) != (ssize_t)n) abort();
    close(look);
    note(kind, path, at, now.st_size, old, n);
    free(old);
}

static void note_flushed(int fd) {
    char link[64], path[4096];
    if (!getenv("SUICHA_FAULT_UNDO") || !ours(fd)) return;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t len = readlink(link, path, sizeof path - 1);
    if (len <= 0) return;
    path[len] = 0;
    note('f', path, 0, 0, "", 0);
}

static off_t place(int fd) {
    if (fcntl(fd, F_GETFL) & O_APPEND) return lseek(fd, 0, SEEK_END);
    return lseek(fd, 0, SEEK_CUR);
}

/* Noting and doing are one: two threads at the same page must be taken back in the order they came. */
#define DONE(kind, at, n, call) ({ \
    pthread_mutex_lock(&turn); \
    note_old(kind, fd, at, n); \
    __typeof__(call) done = call; \
    pthread_mutex_unlock(&turn); \
    done; })

#define FLUSHED(call) ({ \
    pthread_mutex_lock(&turn); \
    int done = call; \
    if (done == 0) note_flushed(fd); \
    pthread_mutex_unlock(&turn); \
    done; })

int fsync(int fd) {
    if (ours(fd) && said("flush")) { errno = EIO; return -1; }
    return FLUSHED(REAL(fsync)(fd));
}

int fdatasync(int fd) {
    if (ours(fd) && said("flush")) { errno = EIO; return -1; }
    return FLUSHED(REAL(fdatasync)(fd));
}

int ftruncate(int fd, off_t to) { return DONE('t', to, (size_t)1 << 40, REAL(ftruncate)(fd, to)); }

int ftruncate64(int fd, off64_t to) { return DONE('t', to, (size_t)1 << 40, REAL(ftruncate64)(fd, to)); }

int rename(const char *from, const char *to) {
    pthread_mutex_lock(&turn);
    int done = REAL(rename)(from, to);
    if (done == 0 && below(to)) note('r', to, 0, 0, from, strlen(from));
    pthread_mutex_unlock(&turn);
    return done;
}

ssize_t write(int fd, const void *b, size_t n) {
    int e = refused(fd);
    if (e) { errno = e; return -1; }
    if (!ours(fd)) return REAL(write)(fd, b, n);
    return DONE('w', place(fd), n, REAL(write)(fd, b, n));
}

ssize_t pwrite(int fd, const void *b, size_t n, off_t at) {
    int e = refused(fd);
    if (e) { errno = e; return -1; }
    return DONE('w', at, n, REAL(pwrite)(fd, b, n, at));
}

ssize_t pwrite64(int fd, const void *b, size_t n, off64_t at) {
    int e = refused(fd);
    if (e) { errno = e; return -1; }
    return DONE('w', at, n, REAL(pwrite64)(fd, b, n, at));
}

ssize_t writev(int fd, const struct iovec *v, int n) {
    int e = refused(fd);
    if (e) { errno = e; return -1; }
    size_t all = 0;
    for (int i = 0; i < n; i++) all += v[i].iov_len;
    if (!ours(fd)) return REAL(writev)(fd, v, n);
    return DONE('w', place(fd), all, REAL(writev)(fd, v, n));
}
