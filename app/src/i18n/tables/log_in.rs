//! Logging in, for office and witness.

super::table! {
    /// Logging in.
    LogInWords {
        office_title: "办公室登录", "Office log-in";
        witness_title: "见证人登录", "Witness log-in";
        user: "账号", "Account";
        password: "密码", "Password";
        enter: "登录", "Log in";
        entering: "正在登录……", "Logging in …";
        missing: "请填写账号和密码。", "Please fill in account and password.";
        bad: "账号或密码不对。连续输错会暂时锁定，如忘记请找管理员重设。", "Account or password is wrong. Repeated mistakes lock the account for a while; an administrator can set a new password.";
        leave: "退出登录", "Log out";
        demo: "演示数据：本系统里的单位和人员都是编造的", "Demo data: all units and people here are invented";
        wrong_role: "本账号没有这里的权限", "This account has no rights here";
        wrong_role_hint: "请退出后换用办公室或见证账号登录。", "Please log out and use an office or witness account.";
    }
}
