//! The loop: an event goes to the engine, its effects are performed, their outcomes come back as events.

use super::open::SYNC_LOCK;
use super::{Open, Store, Tablet, wire};
use crate::shell::fault::Fault;
use crate::shell::lock::try_lock;
use crate::shell::vault::Keyring;
use crate::shell::{clock, js};
use domain::clock::{Look, Reading};
use domain::id::InspectionId;
use domain::sync::engine::{Effect, Event, Ticket};
use domain::sync::store::{Key, Write};
use domain::time::Timestamp;
use gloo::timers::callback::Timeout;

impl Open {
    /// Every inspection is to be shown anew.
    pub(super) fn all_stale(&mut self) {
        self.stale = self.engine.list().into_iter().map(|row| row.inspection).collect();
    }
}

impl Tablet {
    /// Hands an event to the engine. A locked tablet hears nothing.
    pub(super) fn handle(&self, event: Event) {
        if let Some(effects) = self.hear(event) {
            self.perform(effects);
            self.show_now();
        }
    }

    /// What the engine asks for after an event; none while the tablet is locked.
    pub(super) fn hear(&self, event: Event) -> Option<Vec<Effect>> {
        let mut open = self.0.open.borrow_mut();
        let open = open.as_mut()?;
        let now = clock::now();
        let mut effects = open.engine.clocks(self.look_at_the_clocks(now));
        effects.extend(open.engine.handle(now, js::random(), event));
        Some(effects)
    }

    /// Both clocks, since the last look.
    fn look_at_the_clocks(&self, wall: Timestamp) -> Look {
        let reading = Reading {
            wall,
            // Whole milliseconds since the page opened fit for ever.
            elapsed_ms: clock::elapsed_ms() as i64,
            dark: self.0.dark.replace(false),
        };
        self.0.clocks.borrow_mut().look(reading, js::random())
    }

    pub(super) fn perform(&self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Put { ticket, writes } => self.put(ticket, writes),
                Effect::Post { ticket, body } => self.post(ticket, body),
                Effect::Prove { ticket, text } => self.prove(ticket, text),
                Effect::SendBlob { sha256, offset } => self.send_blob(sha256, offset),
                Effect::WakeAt(at) => self.wake_at(at),
                Effect::Changed { inspection } => self.with(|open| open.stale.push(inspection)),
                Effect::ListChanged => self.with(Open::all_stale),
                Effect::Refused { inspection, why } => self.tell(why.code().to_owned(), Some(inspection)),
                Effect::Told { code, inspection } => self.tell_once(code, inspection),
            }
        }
    }

    pub(super) fn with(&self, act: impl FnOnce(&mut Open)) {
        if let Some(open) = self.0.open.borrow_mut().as_mut() {
            act(open);
        }
    }

    pub(super) fn tell(&self, code: String, inspection: Option<InspectionId>) {
        self.with(|open| open.told.push((code, inspection)));
    }

    /// What is told at every attempt of the same thing is told at the first.
    fn tell_once(&self, code: String, inspection: Option<InspectionId>) {
        self.with(|open| {
            let told = (code, inspection);
            if open.told.last() != Some(&told) {
                open.told.push(told);
            }
        });
    }

    fn put(&self, ticket: Ticket, writes: Vec<Write>) {
        let mut idle = false;
        self.with(|open| {
            open.puts.push_back((ticket, writes));
            idle = !std::mem::replace(&mut open.putting, true);
        });
        if idle {
            let tablet = self.clone();
            yew::platform::spawn_local(async move { tablet.put_all().await });
        }
    }

    /// Transactions one after the other: a later row never lands before an earlier one.
    async fn put_all(&self) {
        loop {
            let mut next = None;
            self.with(|open| {
                next = open.puts.pop_front();
                open.putting = next.is_some();
            });
            let Some((ticket, writes)) = next else {
                return self.leave_letters_later();
            };
            if !domain::guard::stands("saved-after-commit") {
                self.handle(Event::Stored { ticket });
            }
            let outcome = match (self.store(), self.keyring()) {
                (Ok(store), Ok(keyring)) => self.write(&store, &keyring, &writes).await,
                (Err(fault), _) | (_, Err(fault)) => Err(fault),
            };
            match outcome {
                Ok(()) => {
                    self.with(|open| open.not_kept = None);
                    self.announce(&writes);
                    self.handle(Event::Stored { ticket });
                }
                Err(fault) => {
                    js::log(&format!("not stored: {fault}"));
                    // The reserve was given up before: on this disk not even a text finds room.
                    let code = match fault.code {
                        "storage.full" => "storage.no_room",
                        code => code,
                    };
                    self.with(|open| open.not_kept = Some(code));
                    let code = code.to_owned();
                    self.handle(Event::StoreFailed { ticket, code });
                }
            }
        }
    }

    async fn write(&self, store: &Store, keyring: &Keyring, writes: &[Write]) -> Result<(), Fault> {
        store.write(keyring, writes).await?;
        if store.refill_if_emptied().await? {
            self.tell("store.lost".to_owned(), None);
        }
        Ok(())
    }

    /// Tells the other tabs which chunks are new.
    fn announce(&self, writes: &[Write]) {
        self.with(|open| {
            for write in writes {
                if let (Write::Put(key @ Key::Chunk { .. }, _), Some(channel)) = (write, &open.channel) {
                    channel.say(&key.path());
                }
            }
        });
    }

    /// Waits until nothing is left to be stored.
    pub(super) async fn settle(&self) {
        let busy = || {
            self.0
                .open
                .borrow()
                .as_ref()
                .is_some_and(|o| o.putting || !o.puts.is_empty())
        };
        while busy() {
            js::pause(20).await;
        }
    }

    fn post(&self, ticket: Ticket, body: Vec<u8>) {
        let tablet = self.clone();
        yew::platform::spawn_local(async move {
            if !tablet.may_send().await {
                return tablet.handle(failed(ticket, "sync.other_tab", Some(5)));
            }
            let Some(token) = tablet.token() else { return };
            match wire::sync(&token, &body).await {
                Ok(body) => {
                    tablet.handle(Event::Response { ticket, body });
                    tablet.certify();
                    tablet.take_along().await;
                }
                Err(refused) => tablet.handle(Event::SendFailed {
                    ticket,
                    code: refused.code,
                    retry_after_s: refused.retry_after_s,
                }),
            }
        });
    }

    /// Signs with the device key. Without a signature nothing waits: only a colleague could not hand this in.
    fn prove(&self, ticket: Ticket, text: String) {
        let tablet = self.clone();
        yew::platform::spawn_local(async move {
            let signed = match tablet.keyring() {
                Ok(keyring) => keyring.sign(text.as_bytes()).await,
                Err(fault) => Err(fault),
            };
            let signature = signed
                .inspect_err(|fault| js::log(&format!("no proof: {fault}")))
                .ok();
            tablet.handle(Event::Proven { ticket, signature });
        });
    }

    /// This tab holds the lock of the exchange, or gets it now.
    async fn may_send(&self) -> bool {
        let holds = self.0.open.borrow().as_ref().is_some_and(|o| o.syncs.is_some());
        if !holds {
            let lock = try_lock(&self.seat().own(SYNC_LOCK)).await;
            self.with(|open| open.syncs = lock);
        }
        self.0.open.borrow().as_ref().is_some_and(|o| o.syncs.is_some())
    }

    pub(super) fn token(&self) -> Option<std::rc::Rc<str>> {
        self.0.open.borrow().as_ref().map(|o| o.token.clone())
    }

    fn wake_at(&self, at: Timestamp) {
        let tablet = self.clone();
        let wait = u32::try_from((at.0 - clock::now().0).clamp(0, 24 * 3600 * 1000)).unwrap_or(0);
        let timer = Timeout::new(wait, move || tablet.handle(Event::Timer));
        self.with(|open| open.wake = Some(timer));
    }
}

fn failed(ticket: Ticket, code: &str, retry_after_s: Option<u32>) -> Event {
    Event::SendFailed {
        ticket,
        code: code.to_owned(),
        retry_after_s,
    }
}
