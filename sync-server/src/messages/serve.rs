//! What `sync-server serve` says when it ends by itself.

/// The disk did not confirm a commit.
pub const DISK_NOT_SURE: &str = "磁盘没有确认写入，服务器已停止：最后几条是否写入，重新启动后才能知道；没有答复过的内容平板都会再交。\n\
     the disk did not confirm a commit; the server has ended. Start it again: what was not answered is handed in anew.";
