//! The keys of this tablet. A PIN alone never opens the data, and a wrong PIN never destroys it.
//!
//! The data key (AES-256-GCM) lies wrapped twice: inside by a key from the PIN (PBKDF2-SHA-256, the strongest
//! derivation every browser of the field offers), outside by a non-extractable key of this browser. The
//! device key (ECDSA P-256) is non-extractable too. Wrong PINs are counted before they are tried, slow the
//! next try down and wipe nothing. What this cannot do: an attacker with the unlocked disk image of the
//! browser's profile can copy both wrapping parts; only the system's disk encryption stands against that.

mod cipher;
mod escrow;
mod piece;
mod vouch;

pub use piece::open_piece;

use super::fault::Fault;
use super::idb::{self, Batch, Idb};
use super::{js, prefs};
use crate::state::seat::Seat;
use crate::state::tries::{Tries, Try};
use cipher::{aes, aes_key, ask, bytes_of, open, pin_key, seal, subtle, usages};
use domain::digest::Secret;
use domain::sync::between::pieces_key;
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;

const DATABASE: &str = "suicha-vault";
const BUCKET: &str = "suicha-keys";
const STORE: &str = "vault";
const DEVICE_KEY: &str = "device-key";
const WRAP_KEY: &str = "wrap-key";
const ENVELOPE: &str = "envelope";
const TRIES: &str = "tries";
/// OWASP's floor for PBKDF2-HMAC-SHA-256 (2023): 600 000.
const ROUNDS: u32 = 600_000;

/// The tablet's keys at rest.
#[derive(Clone, Debug)]
pub struct Vault {
    /// The origin's own database, and its twin in a bucket with files of its own: one flipped bit may empty every
    /// database of a place, and data without its keys is lost. At least one is there.
    places: Vec<Idb>,
}

/// The tablet's keys in memory, until it locks.
#[derive(Clone, Debug)]
pub struct Keyring {
    data: JsValue,
    device: JsValue,
    /// The keys of single pieces of evidence come from this.
    pieces: Secret,
}

/// In front of a piece of evidence that lies under a key of its own; before there were such keys it lay under the data
/// key, with nothing in front.
pub const PIECE_MARK: &[u8] = b"SUICHAP1";

/// An open vault: the keys, and the bare data key for the one who puts it into escrow.
#[derive(Debug)]
pub struct Unlocked {
    /// The keys to work with.
    pub keyring: Keyring,
    /// The data key; let go at once.
    pub data: Secret,
}

#[derive(Debug, Serialize, Deserialize)]
struct Envelope {
    /// Algorithm ids, so that a later one can be told apart.
    alg: String,
    rounds: u32,
    salt: Vec<u8>,
    wrapped: Vec<u8>,
}

/// Why the tablet stays locked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StaysLocked {
    /// The PIN is wrong; the next try counts after so many seconds.
    WrongPin {
        /// Seconds to wait.
        wait_s: i64,
    },
    /// Too early after wrong PINs.
    Wait {
        /// Seconds to wait.
        wait_s: i64,
    },
    /// The browser failed.
    Fault(Fault),
}

impl From<Fault> for StaysLocked {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

/// This browser holds a vault with a PIN, of whichever officer. Asked before any area is open, so it makes nothing.
pub async fn is_here() -> bool {
    if !domain::guard::stands("start-asks-the-vault") {
        return false;
    }
    for seat in Seat::all().filter(|seat| !prefs::is_wiping(*seat)) {
        if idb::exists(&seat.own(DATABASE)).await
            && let Ok(vault) = Vault::open(seat).await
            && vault.has_pin().await.unwrap_or(false)
        {
            return true;
        }
    }
    false
}

impl Vault {
    /// Opens the place where the keys of a seat lie.
    ///
    /// # Errors
    /// `crypto.none` outside a secure context; storage faults.
    pub async fn open(seat: Seat) -> Result<Self, Fault> {
        subtle()?;
        let (name, bucket) = (seat.own(DATABASE), seat.own(BUCKET));
        let own = Idb::open(&name, None, 1, &[STORE]).await;
        let twin = match domain::guard::stands("keys-have-a-twin") {
            true => Idb::open(&name, Some(&bucket), 1, &[STORE]).await.ok(),
            false => None,
        };
        let places = match (own, twin) {
            (Ok(own), Some(twin)) => vec![own, twin],
            (Ok(own), None) => vec![own],
            // The own place cannot be opened: the twin alone opens the tablet.
            (Err(fault), Some(twin)) if fault.code == "storage.open" => vec![twin],
            (Err(fault), _) => return Err(fault),
        };
        let vault = Self { places };
        vault.give_back().await?;
        Ok(vault)
    }

    /// Gives each place what only the other has. Nothing is written over: a key is made once.
    async fn give_back(&self) -> Result<(), Fault> {
        for key in [DEVICE_KEY, WRAP_KEY, ENVELOPE, escrow::BOX] {
            let Some(value) = self.get(key).await? else {
                continue;
            };
            for place in &self.places {
                if place.get(STORE, key).await?.is_none() {
                    // A full disk must not keep a tablet shut that has its keys.
                    place.write(STORE, &one(key, value.clone())).await.ok();
                }
            }
        }
        Ok(())
    }

    /// Forgets keys under which nothing lies: a try to enrol that came to nothing.
    ///
    /// # Errors
    /// Storage faults.
    pub async fn forget(&self) -> Result<(), Fault> {
        let keys = [DEVICE_KEY, WRAP_KEY, ENVELOPE, TRIES, escrow::BOX];
        let gone = Batch {
            puts: Vec::new(),
            deletes: keys.map(str::to_owned).to_vec(),
        };
        for place in &self.places {
            place.write(STORE, &gone).await?;
        }
        Ok(())
    }

    /// The value in the first place that has it.
    async fn get(&self, key: &str) -> Result<Option<JsValue>, Fault> {
        for place in &self.places {
            if let Some(value) = place.get(STORE, key).await? {
                return Ok(Some(value));
            }
        }
        Ok(None)
    }

    /// A PIN was set before.
    ///
    /// # Errors
    /// Storage faults.
    pub async fn has_pin(&self) -> Result<bool, Fault> {
        Ok(self.get(ENVELOPE).await?.is_some())
    }

    /// The device's public key (SEC1 uncompressed, 65 bytes); made at the first call.
    ///
    /// # Errors
    /// Storage and crypto faults.
    pub async fn device_public_key(&self) -> Result<Vec<u8>, Fault> {
        let pair = match self.get(DEVICE_KEY).await? {
            Some(pair) => pair,
            None => self.make_device_key().await?,
        };
        let public = js::prop(&pair, "publicKey").ok_or(Fault::new("crypto.damaged"))?;
        bytes_of(&ask("exportKey", &[JsValue::from_str("raw"), public]).await?)
    }

    async fn make_device_key(&self) -> Result<JsValue, Fault> {
        let algorithm = js::object([
            ("name", JsValue::from_str("ECDSA")),
            ("namedCurve", JsValue::from_str("P-256")),
        ]);
        let pair = ask(
            "generateKey",
            &[algorithm.into(), JsValue::FALSE, usages(&["sign", "verify"])],
        )
        .await?;
        self.keep(DEVICE_KEY, pair.clone()).await?;
        Ok(pair)
    }

    /// Sets the first PIN and opens the tablet. Never replaces a vault that exists.
    ///
    /// # Errors
    /// `pin.exists`; storage and crypto faults.
    pub async fn create(&self, pin: &str) -> Result<Unlocked, Fault> {
        if self.has_pin().await? {
            return Err(Fault::new("pin.exists"));
        }
        self.device_public_key().await?;
        let wrap = ask(
            "generateKey",
            &[aes(), JsValue::FALSE, usages(&["encrypt", "decrypt"])],
        )
        .await?;
        self.keep(WRAP_KEY, wrap.clone()).await?;
        self.wrap(pin, &wrap, Secret::new(js::random())).await
    }

    /// Puts the data key under this PIN.
    async fn wrap(&self, pin: &str, wrap: &JsValue, data: Secret) -> Result<Unlocked, Fault> {
        let salt = js::random::<16>().to_vec();
        let inner = seal(&pin_key(pin, &salt, ROUNDS).await?, ENVELOPE, data.bytes()).await?;
        let envelope = Envelope {
            alg: "pbkdf2-sha256+aes-256-gcm/aes-256-gcm".to_owned(),
            rounds: ROUNDS,
            wrapped: seal(wrap, ENVELOPE, &inner).await?,
            salt,
        };
        self.keep(ENVELOPE, json(&envelope)?).await?;
        self.unlocked(data).await
    }

    /// Opens the tablet.
    ///
    /// # Errors
    /// [`StaysLocked`]; nothing is ever wiped.
    pub async fn unlock(&self, pin: &str, now_ms: i64) -> Result<Unlocked, StaysLocked> {
        let tries: Tries = self.read(TRIES).await?.unwrap_or_default();
        let counted = match tries.at(now_ms) {
            Try::Counted(counted) => counted,
            Try::Wait { moved, wait_s } => {
                if let Some(moved) = moved {
                    self.keep(TRIES, json(&moved)?).await?;
                }
                return Err(StaysLocked::Wait { wait_s });
            }
        };
        let wait_s = counted.wait_s();
        self.keep(TRIES, json(&counted)?).await?;
        let envelope: Envelope = self.read(ENVELOPE).await?.ok_or(Fault::new("pin.none"))?;
        let wrap = self.wrap_key().await?;
        let inner = open(&wrap, ENVELOPE, &envelope.wrapped).await?;
        let key = pin_key(pin, &envelope.salt, envelope.rounds).await?;
        let Ok(data) = open(&key, ENVELOPE, &inner).await else {
            return Err(StaysLocked::WrongPin { wait_s });
        };
        self.keep(TRIES, json(&Tries::default())?).await?;
        let data = data.try_into().map_err(|_| Fault::new("crypto.damaged"))?;
        Ok(self.unlocked(Secret::new(data)).await?)
    }

    async fn wrap_key(&self) -> Result<JsValue, Fault> {
        self.get(WRAP_KEY).await?.ok_or(Fault::new("crypto.damaged"))
    }

    async fn device_key(&self) -> Result<JsValue, Fault> {
        let pair = self.get(DEVICE_KEY).await?;
        pair.and_then(|pair| js::prop(&pair, "privateKey"))
            .ok_or(Fault::new("crypto.damaged"))
    }

    async fn unlocked(&self, data: Secret) -> Result<Unlocked, Fault> {
        let device = self.device_key().await?;
        let keyring = Keyring {
            data: aes_key(&data).await?,
            device,
            pieces: pieces_key(&data),
        };
        Ok(Unlocked { keyring, data })
    }

    /// Keeps a value in every place; one that takes it is enough.
    async fn keep(&self, key: &str, value: JsValue) -> Result<(), Fault> {
        let mut kept = Err(Fault::new("storage.none"));
        for place in &self.places {
            let outcome = place.write(STORE, &one(key, value.clone())).await;
            kept = kept.or(outcome);
        }
        kept
    }

    async fn read<T: for<'a> Deserialize<'a>>(&self, key: &str) -> Result<Option<T>, Fault> {
        let Some(text) = self.get(key).await?.and_then(|v| v.as_string()) else {
            return Ok(None);
        };
        serde_json::from_str(&text)
            .map(Some)
            .map_err(|_| Fault::new("crypto.damaged"))
    }
}

impl Keyring {
    /// Encrypts under the data key; `name` is bound to the bytes, so that two records cannot be swapped.
    ///
    /// # Errors
    /// `crypto.failed`.
    pub async fn seal(&self, name: &str, plain: &[u8]) -> Result<Vec<u8>, Fault> {
        seal(&self.data, name, plain).await
    }

    /// Decrypts what [`Keyring::seal`] made under the same name.
    ///
    /// # Errors
    /// `crypto.damaged` when one bit or the name is another.
    pub async fn open(&self, name: &str, sealed: &[u8]) -> Result<Vec<u8>, Fault> {
        open(&self.data, name, sealed).await
    }

    /// Signs with the device key: ECDSA P-256 over SHA-256, raw r‖s.
    ///
    /// # Errors
    /// `crypto.failed`.
    pub async fn sign(&self, bytes: &[u8]) -> Result<Vec<u8>, Fault> {
        cipher::sign(&self.device, bytes).await
    }
}

fn one(key: &str, value: JsValue) -> Batch {
    Batch {
        puts: vec![(key.to_owned(), value)],
        deletes: Vec::new(),
    }
}

fn json<T: Serialize>(value: &T) -> Result<JsValue, Fault> {
    serde_json::to_string(value)
        .map(|text| JsValue::from_str(&text))
        .map_err(|_| Fault::new("crypto.failed"))
}
