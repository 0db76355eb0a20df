//! A server that speaks another version of the exchange: nothing it says is believed, and nothing is lost. Row F38.

use super::super::engine::{Effect, Engine, Event, SavedState};
use super::super::store::Snapshot;
use super::super::testing::{Server, me};
use super::tablet::{exchange, perform};
use crate::id::{InspectionId, ItemId};
use crate::inspection::doc::testing::WANG;
use crate::inspection::edit::Edit;
use crate::time::Timestamp;
use crate::wire::sync::{APP_TOO_OLD, PROTO, SERVER_TOO_OLD, SyncResponse, parse, to_bytes};
use std::collections::BTreeMap;

#[test]
fn an_answer_of_another_version_is_told_and_not_believed() {
    fn upgraded() {
        let mut server = Server::new(&["insp-1"]);
        let inspection = InspectionId::from("insp-1");
        let mut disk = BTreeMap::new();
        let (mut engine, _) = Engine::load(me(WANG), Snapshot::default(), [1; 32]);
        exchange(&mut engine, &mut disk, &mut server, WANG, 0);
        let edit = Edit::Answer {
            item: ItemId::from("q0"),
            value: Some("ok".to_owned()),
        };
        let edited = Event::Edited {
            inspection: inspection.clone(),
            edit,
        };
        let effects = engine.handle(Timestamp(1), [2; 32], edited);
        perform(&mut engine, &mut disk, effects);
        for (proto, code) in [(PROTO + 1, APP_TOO_OLD), (0, SERVER_TOO_OLD)] {
            let effects = engine.handle(Timestamp(2), [3; 32], Event::SyncWanted);
            let Some(Effect::Post { ticket, body }) =
                effects.into_iter().find(|e| matches!(e, Effect::Post { .. }))
            else {
                panic!("it asks");
            };
            // What the same words mean in another version, this one cannot know.
            let mut answer: SyncResponse = parse(&server.clone().answer(WANG, &body)).unwrap();
            answer.proto = proto;
            let body = to_bytes(&answer);
            let effects = engine.handle(Timestamp(3), [4; 32], Event::Response { ticket, body });
            perform(&mut engine, &mut disk, effects);
            assert_eq!(engine.saved(&inspection), SavedState::OnTablet);
            assert_eq!(engine.status().failing.as_deref(), Some(code));
        }
        exchange(&mut engine, &mut disk, &mut server, WANG, 4);
        assert_eq!(engine.saved(&inspection), SavedState::Received);
        assert_eq!(engine.heads(&inspection), server.doc(&inspection).heads());
    }
    upgraded();
    #[cfg(feature = "switches")]
    crate::guard::fails_without("another-version-is-told", upgraded);
}
