//! Every sentence a person reads, in typed tables: a missing message does not compile.
//!
//! `zh_cn` is the default and the reference, `en` the second. Tables are split by page group. A message
//! with parts is a function, so that order and plural are the language's business. Texts of regimes and
//! forms are content of their packs and never stand here.

pub mod en;
pub mod messages;
pub mod tables;
pub mod zh_cn;

pub use messages::Messages;
use yew::prelude::*;

/// A language of the screens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// 简体中文.
    #[default]
    ZhCn,
    /// English.
    En,
}

impl Language {
    /// BCP 47 tag, as in `<html lang>`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::ZhCn => "zh-CN",
            Self::En => "en",
        }
    }

    /// The one of two tables that is in this language.
    fn of<T>(self, zh: &'static T, en: &'static T) -> &'static T {
        match self {
            Self::ZhCn => zh,
            Self::En => en,
        }
    }

    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::ZhCn => Self::En,
            Self::En => Self::ZhCn,
        }
    }
}

/// The table of a language.
pub fn messages(language: Language) -> &'static Messages {
    language.of(&zh_cn::ZH_CN, &en::EN)
}

/// The language of this app and how to change it.
#[derive(Clone, Debug, PartialEq)]
pub struct Speech {
    /// What is spoken.
    pub language: Language,
    /// Changes it.
    pub set: Callback<Language>,
}

/// The messages in the language of this app.
#[hook]
pub fn use_t() -> &'static Messages {
    let speech = use_context::<Speech>();
    messages(speech.map(|s| s.language).unwrap_or_default())
}

/// The language of this app and how to change it.
#[hook]
pub fn use_speech() -> Speech {
    use_context::<Speech>().unwrap_or(Speech {
        language: Language::default(),
        set: Callback::noop(),
    })
}

/// What went wrong, in the language of this app; apart from [`Messages`], so that the public page can use it
/// without carrying every other table.
#[hook]
pub fn use_errors() -> &'static tables::errors::Errors {
    use_speech().language.of(&tables::errors::ZH, &tables::errors::EN)
}

/// What a regulation wants public, for the office and the public page; apart from [`Messages`] for the same reason.
#[hook]
pub fn use_publicity() -> &'static tables::publicity::PublicityWords {
    use_speech()
        .language
        .of(&tables::publicity::ZH, &tables::publicity::EN)
}

/// The words of the public page; apart from [`Messages`] for the same reason.
#[hook]
pub fn use_public() -> &'static tables::public::PublicWords {
    use_speech().language.of(&tables::public::ZH, &tables::public::EN)
}
