//! Words about encryption: the authority's name, and the page that says how to trust it.

/// Name of the office's own authority, as every system shows it.
pub const AUTHORITY: &str = "随查 本单位证书 (Suicha local CA)";

/// To who speaks plain HTTP where only encryption is spoken.
pub const ENCRYPTED_ONLY: &str = "请用 https:// 打开。 This address is encrypted: use https://.\n";

/// The page that says how to trust the authority on each system.
pub fn install(address: &str, fingerprint: &str, qr: &str) -> String {
    format!(
        "<!doctype html><html lang=\"zh-CN\"><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>随查 · 安装证书</title>\
         <style>body{{font:18px/1.7 sans-serif;max-width:40em;margin:2em auto;padding:0 1em}}\
         a.go{{display:inline-block;min-height:48px;line-height:48px;padding:0 1.5em;background:#0b57a4;color:#fff}}\
         code{{word-break:break-all}} svg{{width:12em;height:12em}}</style>\
         <h1>安装本单位证书</h1>\
         <p>没有加密连接，浏览器不给相机和离线存储，平板不能用于现场检查。每台平板做一次：</p>\
         <p><a class=\"go\" href=\"/ca.crt\">下载证书</a></p>\
         <p>安装前请核对指纹（SHA-256），与管理员在服务器上看到的一致才安装：</p><p><code>{fingerprint}</code></p>\
         <h2>安卓、鸿蒙</h2><p>设置 → 安全 → 更多安全设置 → 加密和凭据 → 从存储设备安装 → CA 证书，选择刚下载的文件。</p>\
         <h2>iPad</h2><p>下载后：设置 → 已下载描述文件 → 安装；然后：设置 → 通用 → 关于本机 → 证书信任设置，打开这张证书。</p>\
         <h2>Windows</h2><p>双击文件 → 安装证书 → 本地计算机 → 受信任的根证书颁发机构。</p>\
         <h2>Linux、统信、麒麟</h2><p>浏览器设置 → 隐私和安全 → 管理证书 → 授权机构 → 导入，勾选“信任它识别网站”。</p>\
         <h2>装好之后</h2><p><a class=\"go\" href=\"https://{address}/\">打开随查 https://{address}/</a></p>\
         <p>别的平板扫这个码回到本页：</p>{qr}\
         <hr><div lang=\"en\"><p>Install this office's certificate authority once on every tablet \
         (<a href=\"/ca.crt\">ca.crt</a>; compare its SHA-256 above with the one the server prints), \
         then open <a href=\"https://{address}/\">https://{address}/</a>.</p></div></html>"
    )
}

/// What the server prints at its start.
pub fn trust(names: &[String], port: u16, fingerprint: &str) -> String {
    let first = names.first().map_or("localhost", String::as_str);
    format!("平板先打开 http://{first}:{port}/ 安装证书；指纹 SHA-256 {fingerprint}")
}
