//! What `sync-server demo` prints: addresses, log-ins, enrolment codes.

use crate::demo::stage::Laid;
use std::net::SocketAddr;

/// The hand-out, line by line.
pub fn hand_out(laid: &Laid, listen: SocketAddr) -> Vec<String> {
    let port = listen.port();
    let at = |host: &str, page: &str| format!("http://{host}.localhost:{port}{page}");
    let mut lines = vec![
        String::new(),
        "随查 · 演示（全部数据均为虚构）".to_owned(),
        format!("所有演示账号的密码：{}", laid.password),
        String::new(),
    ];
    for account in &laid.accounts {
        let address = at(&account.host, &account.page);
        lines.push(format!("  {}  账号 {}  {address}", account.name, account.user));
    }
    lines.push(String::new());
    for (name, host, code) in &laid.codes {
        lines.push(format!("  平板 {host}（{name}）  一次性启用码 {}", code.code));
        lines.push(format!("    {}", code.url));
    }
    if laid.codes.is_empty() {
        lines.push("  平板的启用码由管理员在“设备”页面发放：".to_owned());
        lines.push(format!(
            "    {}  {}",
            at("tablet-a", "/device/enrol"),
            at("tablet-b", "/device/enrol")
        ));
    }
    lines.push(String::new());
    for task in &laid.tasks {
        lines.push(format!(
            "  任务 {}  {}  抽中 {} 家",
            task.id, task.title, task.drawn
        ));
    }
    lines.push(format!("  公示  {}", at("public", "/public")));
    lines.push(String::new());
    lines
}
