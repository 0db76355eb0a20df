//! Marks on a copy of a photo.

super::table! {
    /// The page on which a copy is marked.
    AnnotateWords {
        kind: "标注副本", "Marked copy";
        of(&str): |sha| format!("标注副本，原图摘要 {sha}…，原图未改动"), |sha| format!("A marked copy; the original ({sha}…) is unchanged");
        begin: "标注", "Mark a copy";
        title: "在副本上标注", "Mark a copy";
        hint: "只画在副本上，原图和它的摘要不变。用手指、笔或鼠标直接画；也可以选好位置后点“放上去”。", "Only a copy is drawn on; the original and its digest stay. Draw with finger, pen or mouse, or choose a place and put the mark there.";
        tool: "画什么", "What to draw";
        arrow: "箭头", "Arrow";
        circle: "圈", "Circle";
        line: "线", "Line";
        words: "文字", "Words";
        colour: "颜色", "Colour";
        red: "红色白边", "Red, white edge";
        yellow: "黄色黑边", "Yellow, black edge";
        blue: "蓝色白边", "Blue, white edge";
        say: "写在图上的字", "Words on the picture";
        say_hint: "四十个字以内；写好后在图上点一下，或放到选好的位置。", "Up to forty characters; then tap the picture, or put them at the place chosen.";
        spot: "位置（不用手画时）", "Place (without drawing)";
        place(u8): |n| ["左上", "中上", "右上", "左中", "正中", "右中", "左下", "中下", "右下"].get(usize::from(n)).copied().unwrap_or_default().to_owned(), |n| ["top left", "top", "top right", "left", "middle", "right", "bottom left", "bottom", "bottom right"].get(usize::from(n)).copied().unwrap_or_default().to_owned();
        put: "放上去", "Put it there";
        picture: "要标注的照片", "The photo to mark";
        count(usize): |n| format!("图上有 {n} 处标注"), |n| crate::i18n::en::count::count(n, "mark on the picture", "marks on the picture");
        caption: "标注说明", "What the marks show";
        caption_hint: "一句话说明标的是什么；看不到图的人靠它。", "One sentence on what is marked, for whoever cannot see the picture.";
        save: "保存标注副本", "Keep the marked copy";
        saving: "正在保存……", "Being stored …";
        kept: "标注副本已存本机", "The marked copy is on this tablet";
        cancel: "不保存，返回", "Back without keeping";
        unsaved(&str, usize): |photo, n| format!("照片（{photo}）上有 {n} 处标注还没有保存成副本"), |photo, n| format!("{} on the photo of {photo} not kept as a copy yet", crate::i18n::en::count::count(n, "mark", "marks"));
        unsaved_hint: "画好的标注都在本机，没有丢。请接着画完并保存，不需要的可以放弃。", "They are on this tablet; nothing is lost. Go on and keep the copy, or set them aside.";
        unsaved_seal: "签封以后就不能再保存副本了。请先画完并保存，不需要的可以放弃。", "Once sealed no copy can be added. Go on and keep it first, or set the marks aside.";
        unsaved_leave: "清空会连这些标注一起删掉。请先画完并保存，不需要的可以放弃。", "Emptying removes these marks, too. Go on and keep the copy first, or set them aside.";
        go_on: "接着标注", "Go on";
        drop: "放弃这些标注", "Set them aside";
        drop_title: "放弃画好的标注？", "Set these marks aside?";
        drop_hint(usize): |n| format!("{n} 处标注会从本机删除，不能恢复。照片原图和已保存的副本不受影响。"), |n| format!("{} removed from this tablet for good. The photo and copies already kept stay.", crate::i18n::en::count::count(n, "mark is", "marks are"));
        drop_confirm: "放弃", "Set aside";
        drop_not: "不放弃", "Keep them";
    }
}
