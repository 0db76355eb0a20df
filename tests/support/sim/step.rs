//! A step: one thing happens, anywhere; what it is and whether it goes well is chance.

use super::diary;
use super::server::Answer;
use super::tablet::Tablet;
use super::wire::{About, Flight, From, Request};
use super::world::World;
use anyhow::{Context, Result};
use domain::sync::engine::Event;
use domain::wire::api::BlobReceipt;
use domain::wire::code::ErrorBody;
use domain::wire::sync::{SyncResponse, parse};
use sync_server::store::sqlite::End;

/// Tablets and their clones.
const TABLETS_MAX: usize = 4;

impl World {
    pub(super) fn step(&mut self) -> Result<()> {
        self.now += i64::try_from(self.chance.below(15_000))?;
        self.tell_the_server_the_time();
        let at = self.chance.below(self.tablets.len());
        if self.tablets[at].alarm.is_some_and(|alarm| alarm <= self.now) {
            self.ring(at)?;
        }
        let dice = self.chance.below(100);
        diary::note(|| format!("-- tablet {at}, dice {dice}"));
        match dice {
            0..20 => self.edit(at),
            20..46 => self.put(at),
            46..68 => self.fly(),
            68..71 => self.feed(at, Event::SyncWanted),
            71 => self.feed(at, Event::News),
            72..77 => self.meet(at),
            77..81 => self.close(at),
            81..84 => {
                self.outcome.faults += 1;
                let power_cut = self.chance.percent(50);
                self.restart(at, power_cut)
            }
            84..87 => self.server_trouble(),
            87..90 => self.tablet_trouble(at),
            90..92 => {
                self.outcome.faults += 1;
                self.walk_into_a_cellar(at);
                Ok(())
            }
            92..94 => self.office_acts(at),
            94 if self.chance.percent(25) => self.misprogram(at),
            94 => self.forge(at),
            95..97 => {
                self.outcome.faults += 1;
                self.set_clock(at)
            }
            97 => self.clone_tablet(at),
            98 => {
                self.tidy(at);
                self.now += 3_600_000;
                Ok(())
            }
            _ => {
                self.tablets[at].old = false;
                self.tablets[at].disk.upgrade();
                self.restart(at, false)
            }
        }
    }

    fn server_trouble(&mut self) -> Result<()> {
        self.outcome.faults += 1;
        let what = self.chance.below(7);
        diary::note(|| format!("    trouble {what} of the server"));
        match what {
            0 | 1 => {
                let power_cut = self.chance.percent(70);
                self.server.crash(power_cut)
            }
            2 | 3 => self.server.back_up(),
            4 => {
                self.server.full = !self.server.full;
                Ok(())
            }
            5 => {
                // Whoever runs it sets its clock.
                self.server_skew = *self.chance.one(&[-86_400_000, -600_000, 0, 3_600_000]);
                self.tell_the_server_the_time();
                Ok(())
            }
            _ => {
                self.restored = true;
                self.server.restore()?;
                self.server.arrivals()?;
                self.who_is_away()
            }
        }
    }

    fn tablet_trouble(&mut self, at: usize) -> Result<()> {
        self.outcome.faults += 1;
        let what = self.chance.below(9);
        diary::note(|| format!("    trouble {what} of {at}"));
        match what {
            0..4 => {
                self.tablets[at].disk.full = !self.tablets[at].disk.full;
                Ok(())
            }
            4..8 => {
                // Twice robbed is more than any second copy answers for.
                if !self.tablets[at].robbed {
                    self.tablets[at].disk.wipe();
                }
                self.restart(at, false)
            }
            _ => {
                let tablet = &mut self.tablets[at];
                tablet.robbed |= tablet.disk.shorten(&mut self.chance);
                self.restart(at, false)
            }
        }
    }

    /// The image of a tablet is copied onto another one, and both are used.
    fn clone_tablet(&mut self, at: usize) -> Result<()> {
        if self.tablets.len() >= TABLETS_MAX {
            return Ok(());
        }
        let (keys, entropy) = (self.server.keys(), self.chance.entropy());
        let (from, mut twin) = (
            &self.tablets[at],
            Tablet::new(self.tablets[at].who, &keys, entropy),
        );
        twin.disk = from.disk.clone();
        twin.skew = from.skew;
        twin.old = from.old;
        twin.robbed = from.robbed;
        twin.offline = from.offline;
        // What was typed and not stored stays on the first one.
        self.tablets.push(twin);
        self.outcome.faults += 1;
        self.restart(self.tablets.len() - 1, false)
    }

    /// Something on its way arrives, or does not.
    pub(super) fn fly(&mut self) -> Result<()> {
        if self.flights.is_empty() {
            return Ok(());
        }
        let which = self.chance.below(self.flights.len());
        match self.flights.remove(which) {
            Flight::Up { from, about, request } => self.up(from, about, request),
            Flight::Down {
                from,
                about,
                answer,
                generation,
            } => self.down(from, about, answer, generation),
        }
    }

    fn up(&mut self, from: From, about: About, mut request: Request) -> Result<()> {
        let is_sync = matches!(about, About::Sync(_));
        if is_sync && self.fault(3) {
            // Swallowed: nobody ever says anything.
            return Ok(());
        }
        if self.fault(8) || self.is_out_of_reach(from) {
            return self.broken(from, about);
        }
        if self.fault(4) {
            return self.left_alone(from, about);
        }
        if self.fault(8) {
            // Whatever doubled it, the browser waits for one answer.
            let (request, nobody) = (
                request.clone(),
                From {
                    boot: u32::MAX,
                    ..from
                },
            );
            self.flights.push(Flight::Up {
                from: nobody,
                about,
                request,
            });
        }
        if self.fault(4) {
            let keep = self.chance.below(request.body.len() + 1);
            request.body.truncate(keep);
        }
        let mut group = vec![(from, about, request)];
        // Photos are hashed on a thread of their own: whose job comes first would not be chance any more.
        let others = |f: &Flight| matches!(f, Flight::Up { from: other, about: About::Sync(_), .. } if other.tablet != from.tablet);
        if is_sync
            && self.chance.percent(40)
            && let Some(other) = self.flights.iter().position(others)
            && let Flight::Up { from, about, request } = self.flights.remove(other)
        {
            group.push((from, about, request));
        }
        let end = match self.fault(6) {
            true if self.chance.percent(50) => End::DiesBefore,
            true => End::DiesAfter,
            false => End::Committed,
        };
        let requests: Vec<Request> = group.iter().map(|(_, _, request)| request.clone()).collect();
        let answers = self.server.handle(&requests, end, &mut self.chance)?;
        for (request, answer) in requests.iter().zip(&answers) {
            let said = answer.as_ref().map(|a| (a.status, diary::answer(&a.body)));
            diary::note(|| format!("    {} ({end:?})\n      -> {said:?}", diary::request(request)));
        }
        self.came_in()?;
        let generation = self.server.generation;
        for ((from, about, request), answer) in group.into_iter().zip(answers) {
            self.outcome.requests += 1;
            if let (About::Sync(_), Some(answer)) = (about, &answer) {
                self.read_verdicts(from.tablet, &request, answer)?;
            }
            self.flights.push(Flight::Down {
                from,
                about,
                answer,
                generation,
            });
        }
        Ok(())
    }

    /// One of them, or all: a team is on one site.
    fn walk_into_a_cellar(&mut self, at: usize) {
        let (alone, there) = (self.chance.percent(30), !self.tablets[at].offline);
        for (nth, tablet) in self.tablets.iter_mut().enumerate() {
            if nth == at || !alone {
                tablet.offline = there;
            }
        }
    }

    /// What is on its way comes to nothing, and whoever asked is told.
    pub(super) fn cut_all_connections(&mut self) -> Result<()> {
        for flight in std::mem::take(&mut self.flights) {
            let (Flight::Up { from, about, .. } | Flight::Down { from, about, .. }) = flight;
            if self.tablets[from.tablet].boot == from.boot {
                self.failed(from.tablet, about, "net.offline".to_owned(), None)?;
            }
        }
        Ok(())
    }

    /// In a cellar, on the road: nothing leaves or comes.
    fn is_out_of_reach(&self, from: From) -> bool {
        !self.calm && self.tablets[from.tablet].offline
    }

    /// A proxy in front has too much to do, and asks to be left alone for seconds or for a day.
    fn left_alone(&mut self, from: From, about: About) -> Result<()> {
        let answer = Answer {
            status: *self.chance.one(&[429, 503]),
            retry_after_s: Some(*self.chance.one(&[1, 30, 600, 86_400])),
            offset: None,
            body: Vec::new(),
        };
        self.flights.push(Flight::Down {
            from,
            about,
            answer: Some(answer),
            generation: 0,
        });
        Ok(())
    }

    fn broken(&mut self, from: From, about: About) -> Result<()> {
        self.flights.push(Flight::Down {
            from,
            about,
            answer: None,
            generation: 0,
        });
        Ok(())
    }

    fn down(&mut self, from: From, about: About, answer: Option<Answer>, generation: u32) -> Result<()> {
        if self.tablets[from.tablet].boot != from.boot {
            return Ok(());
        }
        let (at, is_sync) = (from.tablet, matches!(about, About::Sync(_)));
        if is_sync && self.fault(3) {
            return Ok(());
        }
        let mut answer = answer.filter(|_| !self.is_out_of_reach(from));
        answer = answer.filter(|_| !self.fault(6));
        if let Some(answer) = &mut answer
            && is_sync
            && self.fault(4)
        {
            let keep = self.chance.below(answer.body.len() + 1);
            answer.body.truncate(keep);
        }
        let Some(answer) = answer else {
            return self.failed(at, about, "net.offline".to_owned(), None);
        };
        let code = || {
            let said = serde_json::from_slice::<ErrorBody>(&answer.body).map(|e| e.code);
            said.unwrap_or_else(|_| format!("http.{}", answer.status))
        };
        match (about, answer.status) {
            (About::Sync(ticket), 200..300) => {
                let body = answer.body;
                // An answer to an older request, or half of one, is no answer.
                let is_read = parse::<SyncResponse>(&body).is_ok();
                if is_read && self.tablets[at].asked == Some(ticket) {
                    self.tablets[at].generation = Some(generation);
                }
                self.feed(at, Event::Response { ticket, body })
            }
            (About::Blob(sha256), 200) => {
                let receipt: BlobReceipt = serde_json::from_slice(&answer.body).context("a receipt")?;
                receipt.verify(&self.server.keys())?;
                let safe = receipt.safe;
                self.tablets[at].generation = self.tablets[at].generation.filter(|g| *g == generation);
                self.feed(
                    at,
                    Event::BlobReceived {
                        sha256,
                        safe,
                        receipt: Some(receipt.received_at),
                    },
                )
            }
            (About::Blob(sha256), 204) => self.send_blob(at, sha256, answer.offset.unwrap_or(0)),
            (about, _) => self.failed(at, about, code(), answer.retry_after_s),
        }
    }

    fn failed(&mut self, at: usize, about: About, code: String, retry_after_s: Option<u32>) -> Result<()> {
        let event = match about {
            About::Sync(ticket) => Event::SendFailed {
                ticket,
                code,
                retry_after_s,
            },
            About::Blob(sha256) => Event::BlobFailed {
                sha256,
                code,
                retry_after_s,
            },
        };
        self.feed(at, event)
    }
}
