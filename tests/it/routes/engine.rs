//! A tablet with the real engine and a disk in memory, over the real router: what the app does, without a browser.

use super::desk::Desk;
use super::tablet::{Tablet, signing_key};
use domain::id::{InspectionId, InspectorId};
use domain::inspection::edit::{Edit, TextField};
use domain::sync::engine::{Effect, Engine, Event, Me};
use domain::sync::store::{Key, Snapshot, Write};
use domain::time::Timestamp;
use p256::ecdsa::signature::Signer;
use std::collections::{BTreeMap, VecDeque};
use std::sync::atomic::Ordering;

pub(crate) struct Field {
    pub(crate) engine: Engine,
    pub(crate) told: Vec<String>,
    disk: BTreeMap<Key, Vec<u8>>,
    tablet: Tablet,
    key: u8,
}

impl Field {
    pub(crate) async fn enrol(desk: &mut Desk, inspector: &InspectorId, key: u8) -> Self {
        let tablet = Tablet::enrol(desk, inspector, key).await;
        let me = Me {
            device: tablet.enrolment.device.clone(),
            inspector: tablet.enrolment.inspector.id.clone(),
            server_keys: tablet.enrolment.server_keys.clone(),
        };
        let (engine, effects) = Engine::load(me, Snapshot::default(), [key; 32]);
        assert_eq!(effects, []);
        Self {
            engine,
            told: Vec::new(),
            disk: BTreeMap::new(),
            tablet,
            key,
        }
    }

    /// Goes on against another server that holds the same data: after a restore.
    pub(crate) async fn sync(&mut self, desk: &Desk) {
        // Beyond every wait of the engine.
        desk.time.fetch_add(15 * 60_000, Ordering::Relaxed);
        self.tell(desk, Event::SyncWanted).await;
    }

    pub(crate) async fn remark(&mut self, desk: &Desk, id: &InspectionId, text: &str) {
        let edit = Edit::SetText {
            target: TextField::Remarks,
            text: text.to_owned(),
        };
        let inspection = id.clone();
        self.tell_offline(desk, Event::Edited { inspection, edit });
    }

    fn handle(&mut self, desk: &Desk, event: Event) -> Vec<Effect> {
        let now = Timestamp(desk.time.fetch_add(1, Ordering::Relaxed));
        let entropy = sync_server::clock::random::<32>();
        self.engine.handle(now, entropy, event)
    }

    /// Performs everything but requests.
    fn tell_offline(&mut self, desk: &Desk, event: Event) -> Vec<(u64, Vec<u8>)> {
        let mut todo: VecDeque<Effect> = self.handle(desk, event).into();
        let mut posts = Vec::new();
        while let Some(effect) = todo.pop_front() {
            match effect {
                Effect::Put { ticket, writes } => {
                    for write in writes {
                        match write {
                            Write::Put(key, bytes) => self.disk.insert(key, bytes),
                            Write::Delete(key) => self.disk.remove(&key),
                        };
                    }
                    todo.extend(self.handle(desk, Event::Stored { ticket }));
                }
                Effect::Prove { ticket, text } => {
                    let signed: p256::ecdsa::Signature = signing_key(self.key).sign(text.as_bytes());
                    let signature = Some(signed.to_bytes().to_vec());
                    todo.extend(self.handle(desk, Event::Proven { ticket, signature }));
                }
                Effect::Post { ticket, body } => posts.push((ticket, body)),
                Effect::Told { code, .. } => self.told.push(code),
                Effect::Refused { why, .. } => panic!("{}", why.code()),
                Effect::SendBlob { .. }
                | Effect::WakeAt(_)
                | Effect::Changed { .. }
                | Effect::ListChanged => {}
            }
        }
        posts
    }

    async fn tell(&mut self, desk: &Desk, event: Event) {
        let mut posts: VecDeque<_> = self.tell_offline(desk, event).into();
        while let Some((ticket, body)) = posts.pop_front() {
            let got = desk.send(self.tablet.request("POST", "/sync", &[], body)).await;
            assert!(got.status.is_success(), "{}", got.status);
            let event = Event::Response {
                ticket,
                body: got.body,
            };
            posts.extend(self.tell_offline(desk, event));
        }
    }
}
