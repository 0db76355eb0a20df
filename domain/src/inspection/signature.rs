//! A signature (签名): vector strokes bound to what the signer was shown.

use crate::guard::stands;
use crate::id::{DeviceId, InspectorId};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// In which capacity somebody signs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "role", rename_all = "snake_case")]
pub enum Signer {
    /// 执法人员, with the certificate that was shown.
    Officer {
        /// Who.
        inspector: InspectorId,
        /// 执法证号 as shown.
        certificate_no: String,
    },
    /// 被检查单位现场负责人.
    Subject {
        /// Name as given on site.
        name: String,
        /// Position as given on site.
        #[serde(default)]
        position: String,
    },
    /// 译员: who put the record into the subject's language, and the answers into the record's.
    Interpreter {
        /// Name as given on site.
        name: String,
        /// How he was engaged: by whom, from where.
        engaged: String,
    },
    /// 见证人.
    Witness {
        /// Name as given on site.
        name: String,
        /// Who the witness is (物业, 社区, …).
        #[serde(default)]
        relation: String,
    },
    /// 未派到本次检查、在场参加的执法人员 (of another department, or lent): signs with the certificate he showed. He
    /// was not drawn, so he does not stand in for an officer who was.
    Guest {
        /// Name as on the certificate.
        name: String,
        /// 执法证号 as shown.
        certificate_no: String,
        /// Whose officer he is.
        department: String,
    },
}

/// One pen stroke: points in writing order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stroke {
    /// `[x, y, t, pressure]`: x, y in 1/10000 of the pad's width (aspect kept), t in ms since the first
    /// point of the signature, pressure 0…1000.
    pub points: Vec<[i32; 4]>,
}

/// Fewer points than this are a slip of the hand, no signature.
const POINTS_MIN: usize = 12;
/// A signature is at least this long in its longer direction (1/10000 of the pad's width).
const REACH_MIN: i64 = 400;

/// Too little to be a signature: nothing, a dot, a slip of the hand.
#[must_use]
pub fn is_blank(strokes: &[Stroke]) -> bool {
    let points: Vec<&[i32; 4]> = strokes.iter().flat_map(|s| &s.points).collect();
    let reach = |axis: usize| {
        let all = points.iter().map(|p| i64::from(p[axis]));
        all.clone().max().unwrap_or(0) - all.min().unwrap_or(0)
    };
    let little = points.len() < POINTS_MIN || reach(0).max(reach(1)) < REACH_MIN;
    match stands("a-slip-is-no-signature") {
        true => little,
        false => points.is_empty(),
    }
}

/// How the subject's consent was given instead of strokes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignatureForm {
    /// Written by hand on the tablet.
    #[default]
    Strokes,
    /// 盖章: a photo of the seal's impression, as evidence.
    SealPhoto,
    /// 捺印: a photo of the thumbprint, as evidence.
    ThumbPhoto,
}

/// A signature as the document carries it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// Capacity and identity.
    pub signer: Signer,
    /// How.
    #[serde(default)]
    pub form: SignatureForm,
    /// The strokes; empty only for photo forms.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub strokes: Vec<Stroke>,
    /// Evidence id of the photo for photo forms.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<crate::id::EvidenceId>,
    /// Document heads (hex) shown to the signer, sorted.
    pub heads: Vec<String>,
    /// SHA-256 (hex) of the read-back page (canonical text of everything shown above the line).
    pub shown_sha256: String,
    /// Device clock when the signer confirmed.
    pub at: Timestamp,
    /// The tablet.
    pub device: DeviceId,
    /// ECDSA P-256 (raw r‖s, base64url) by the device key over the canonical bytes of all fields above.
    #[serde(default)]
    pub device_signature: String,
}

impl Signature {
    /// What the device key signs: a label and the JSON of all other fields, in their order.
    pub fn device_text(&self) -> String {
        let bare = Self {
            device_signature: String::new(),
            ..self.clone()
        };
        let json = serde_json::to_string(&bare).expect("a signature is plain data");
        format!("suicha signature v1\n{json}")
    }
}

/// Whether `signature` (ECDSA P-256 over SHA-256, raw r‖s) is the device key's over `text`. A key or signature that
/// cannot be read is a no.
pub fn device_signed(key: &str, text: &[u8], signature: &[u8]) -> bool {
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use p256::ecdsa::signature::Verifier;
    use p256::ecdsa::{Signature, VerifyingKey};
    let key = URL_SAFE_NO_PAD
        .decode(key)
        .ok()
        .and_then(|bytes| VerifyingKey::from_sec1_bytes(&bytes).ok());
    let signature = Signature::from_slice(signature).ok();
    match (key, signature) {
        (Some(key), Some(signature)) => key.verify(text, &signature).is_ok(),
        (None | Some(_), None | Some(_)) => false,
    }
}

/// Whether these bytes (base64url) are a P-256 public key: SEC1, uncompressed, a point of the curve.
pub fn is_device_key(key: &str) -> bool {
    use base64::Engine;
    let bytes = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(key);
    bytes.is_ok_and(|b| b.len() == 65 && p256::ecdsa::VerifyingKey::from_sec1_bytes(&b).is_ok())
}
