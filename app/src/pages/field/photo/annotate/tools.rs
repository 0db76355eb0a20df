//! With what a copy is marked: tool, colour, words, and for who does not draw the place.

use crate::i18n::{Messages, use_t};
use crate::shell::pad as ink;
use crate::state::markup::{Colour, Hand, Markup, Spot, Tool};
use crate::ui::{Button, Choice, Field, IconName, Segmented, Select, TextInput};
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct ToolsProps {
    pub(super) markup: UseReducerHandle<Markup>,
    pub(super) canvas: NodeRef,
}

/// What is drawn, in which colour, and for who does not draw: where.
#[component]
pub(super) fn Tools(props: &ToolsProps) -> Html {
    let t = use_t();
    let a = &t.annotate;
    let markup = &props.markup;
    let spot = use_state_eq(Spot::default);
    let tools = Tool::ALL.map(|tool| Choice::new(tool.code(), tool_word(t, tool)));
    let colours = Colour::ALL.map(|colour| Choice::new(colour.code(), colour_word(t, colour)));
    let on_tool = {
        let markup = markup.dispatcher();
        Callback::from(move |code: AttrValue| {
            let tool = Tool::ALL.into_iter().find(|tool| tool.code() == code.as_str());
            markup.dispatch(Hand::Take(tool.unwrap_or_default()));
        })
    };
    let on_colour = {
        let markup = markup.dispatcher();
        Callback::from(move |code: AttrValue| {
            let colour = Colour::ALL
                .into_iter()
                .find(|colour| colour.code() == code.as_str());
            markup.dispatch(Hand::Dip(colour.unwrap_or_default()));
        })
    };
    let on_words = {
        let markup = markup.dispatcher();
        Callback::from(move |words: String| markup.dispatch(Hand::Say(words)))
    };
    let on_spot = {
        let spot = spot.setter();
        Callback::from(move |value: String| spot.set(Spot(value.parse().unwrap_or_default())))
    };
    let put = {
        let (markup, canvas, spot) = (markup.dispatcher(), props.canvas.clone(), *spot);
        Callback::from(move |_: MouseEvent| markup.dispatch(Hand::Put(spot, ink::height(&canvas))))
    };
    let spots: Vec<Choice> = (0..9).map(|n| Choice::new(n.to_string(), (a.place)(n))).collect();
    let silent = markup.tool == Tool::Words && markup.words.trim().is_empty();
    html! {
        <div class="stack">
            <Segmented label={a.tool} choices={tools.to_vec()} selected={vec![AttrValue::from(markup.tool.code())]} on_pick={on_tool} testid="annotate-tool" />
            <Segmented label={a.colour} choices={colours.to_vec()} selected={vec![AttrValue::from(markup.colour.code())]} on_pick={on_colour} testid="annotate-colour" />
            if markup.tool == Tool::Words {
                <Field id="annotate-words" label={a.say} hint={a.say_hint}>
                    <TextInput id="annotate-words" testid="annotate-words" value={markup.words.clone()} oninput={on_words} />
                </Field>
            }
            <Field id="annotate-spot" label={a.spot}>
                <Select id="annotate-spot" testid="annotate-spot" choices={spots} selected={spot.0.to_string()} on_change={on_spot} />
            </Field>
            <Button icon={IconName::Plus} onclick={put} disabled={silent} testid="annotate-put">{ a.put }</Button>
        </div>
    }
}

fn tool_word(t: &Messages, tool: Tool) -> &'static str {
    match tool {
        Tool::Arrow => t.annotate.arrow,
        Tool::Circle => t.annotate.circle,
        Tool::Line => t.annotate.line,
        Tool::Words => t.annotate.words,
    }
}

fn colour_word(t: &Messages, colour: Colour) -> &'static str {
    match colour {
        Colour::Red => t.annotate.red,
        Colour::Yellow => t.annotate.yellow,
        Colour::Blue => t.annotate.blue,
    }
}
