//! Who holds which key: signed, chained statements, never rows that someone can edit.
//!
//! Each statement is signed by its author and carries the hash of the one before it on the same
//! desk. Reading the chain replays it: a statement whose author was not entitled to make it, or
//! whose link or signature is wrong, refuses the whole chain. The rule that matters is
//! cryptographic besides: only who holds a compartment's key can seal it to another, so an
//! administrator without health cannot give health to anyone, themselves included.

mod chain;
mod roster;

use sha2::{Digest, Sha256};
use thiserror::Error;
use uuid::Uuid;

pub(crate) use self::chain::Signatory;
pub use self::chain::StatementChain;
pub use self::roster::Roster;
pub(crate) use self::roster::inbox_secret;
use crate::codec::{Malformed, Reader, Writer};
use crate::compartment::Compartment;
use crate::entitlement::Terms;
use crate::identity::{Identity, PublicIdentity};
use crate::sealing::{self, Agreement, DoesNotOpen};
use crate::secret::Key;
use crate::vault::VaultId;

/// The recovery identity `R`: a pseudo-agent whose private part is on paper only, member of every
/// compartment from the first day.
pub const RECOVERY: Uuid = Uuid::max();

/// The first format, in which anyone present could welcome anyone and roles were rows of the base. Read, never written; refused after
/// a statement of the second.
const LOOSE: u8 = 1;

const VERSION: u8 = 2;

const PURPOSE: &str = "preau/key-grant/v1";

/// When and where a statement is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// Wall time, in milliseconds since 1970. Read by people; the order never depends on it.
    pub at_ms: i64,
    /// The desk whose chain it extends.
    pub desk: u16,
}

/// What a statement says.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Body {
    /// An agent enters, or comes back with new keys: what they held before must be given again.
    Welcome {
        /// The agent.
        agent: Uuid,
        /// Their public keys.
        identity: PublicIdentity,
    },
    /// A compartment gets a new key.
    Epoch {
        /// The compartment.
        compartment: Compartment,
        /// One more than the epoch before, from 1.
        epoch: u32,
        /// What the key commits to: a holder cannot hand over another key under its name.
        commitment: [u8; 32],
        /// The public key to which anyone may deposit what only holders read.
        inbox: [u8; 32],
    },
    /// A holder hands the key to an agent.
    Grant {
        /// The compartment.
        compartment: Compartment,
        /// The epoch of the key.
        epoch: u32,
        /// Who receives it.
        recipient: Uuid,
        /// The public key to which it is sealed.
        exchange: [u8; 32],
        /// The sealed key.
        sealed: Vec<u8>,
    },
    /// An agent holds a compartment no more. A new epoch must follow.
    Revoke {
        /// The compartment.
        compartment: Compartment,
        /// Who loses it.
        agent: Uuid,
    },
    /// An agent leaves for good.
    Depart {
        /// The agent.
        agent: Uuid,
    },
    /// An agent may act under a role. Said again for the same role and first day, it replaces what was said.
    Entitle {
        /// The agent.
        agent: Uuid,
        /// What they may, and for how long.
        terms: Terms,
    },
}

/// One signed statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    version: u8,
    vault: VaultId,
    moment: Moment,
    number: u64,
    author: Uuid,
    approver: Option<Uuid>,
    previous: [u8; 32],
    body: Body,
    signature: [u8; 64],
    approval: Option<[u8; 64]>,
}

impl Statement {
    /// What it says.
    pub fn body(&self) -> &Body {
        &self.body
    }

    /// Who signed it.
    pub fn author(&self) -> Uuid {
        self.author
    }

    /// The second person who signed it, where the town wants two.
    pub fn approver(&self) -> Option<Uuid> {
        self.approver
    }

    /// When and where.
    pub fn moment(&self) -> Moment {
        self.moment
    }

    /// Its rank on its desk, from 0.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// Everything but the body: also the authenticated data of a sealed key, which therefore opens
    /// in this very statement and nowhere else.
    fn write_header(&self, out: &mut Writer) {
        out.u8(self.version)
            .uuid(self.vault.0)
            .u16(self.moment.desk)
            .u64(self.number)
            .i64(self.moment.at_ms)
            .uuid(self.author);
        match self.approver {
            None => out.u8(0),
            Some(approver) => out.u8(1).uuid(approver),
        };
        out.raw(&self.previous);
    }

    fn write_unsigned(&self, out: &mut Writer) {
        self.write_header(out);
        match &self.body {
            Body::Welcome { agent, identity } => {
                out.u8(1).uuid(*agent);
                identity.write(out);
            }
            Body::Epoch { compartment, epoch, commitment, inbox } => {
                out.u8(2).u8(compartment.code()).u32(*epoch).raw(commitment).raw(inbox);
            }
            Body::Grant { compartment, epoch, recipient, exchange, sealed } => {
                out.u8(3).u8(compartment.code()).u32(*epoch).uuid(*recipient).raw(exchange);
                out.bytes(sealed);
            }
            Body::Revoke { compartment, agent } => {
                out.u8(4).u8(compartment.code()).uuid(*agent);
            }
            Body::Depart { agent } => {
                out.u8(5).uuid(*agent);
            }
            Body::Entitle { agent, terms } => {
                out.u8(6).uuid(*agent);
                terms.write(out);
            }
        }
    }

    fn signed_bytes(&self, domain: &str) -> Vec<u8> {
        let mut out = Writer::with_domain(domain);
        self.write_unsigned(&mut out);
        out.finish()
    }

    fn to_sign(&self) -> Vec<u8> {
        self.signed_bytes("preau/statement/v1")
    }

    fn to_approve(&self) -> Vec<u8> {
        self.signed_bytes("preau/statement-approval/v1")
    }

    pub(crate) fn write(&self, out: &mut Writer) {
        self.write_unsigned(out);
        out.raw(&self.signature);
        if let Some(approval) = &self.approval {
            out.raw(approval);
        }
    }

    pub(crate) fn read(from: &mut Reader<'_>) -> Result<Statement, Malformed> {
        let version = from.u8()?;
        if !matches!(version, LOOSE | VERSION) {
            return Err(Malformed);
        }
        let vault = VaultId(from.uuid()?);
        let desk = from.u16()?;
        let number = from.u64()?;
        let moment = Moment { at_ms: from.i64()?, desk };
        let author = from.uuid()?;
        let approver = match from.u8()? {
            0 => None,
            1 => Some(from.uuid()?),
            _ => return Err(Malformed),
        };
        let previous = from.array()?;
        let compartment = |from: &mut Reader<'_>| Compartment::from_code(from.u8()?).ok_or(Malformed);
        let body = match from.u8()? {
            1 => Body::Welcome { agent: from.uuid()?, identity: PublicIdentity::read(from)? },
            2 => Body::Epoch {
                compartment: compartment(from)?,
                epoch: from.u32()?,
                commitment: from.array()?,
                inbox: from.array()?,
            },
            3 => Body::Grant {
                compartment: compartment(from)?,
                epoch: from.u32()?,
                recipient: from.uuid()?,
                exchange: from.array()?,
                sealed: from.bytes()?.to_vec(),
            },
            4 => Body::Revoke { compartment: compartment(from)?, agent: from.uuid()? },
            5 => Body::Depart { agent: from.uuid()? },
            6 if version != LOOSE => Body::Entitle { agent: from.uuid()?, terms: Terms::read(from)? },
            _ => return Err(Malformed),
        };
        let signature = from.array()?;
        let approval = approver.map(|_| from.array()).transpose()?;
        Ok(Statement {
            version,
            vault,
            moment,
            number,
            author,
            approver,
            previous,
            body,
            signature,
            approval,
        })
    }

    /// The link of the next statement. It covers the signatures: they cannot be replaced either.
    pub fn hash(&self) -> [u8; 32] {
        let mut out = Writer::with_domain("preau/statement-link/v1");
        self.write(&mut out);
        Sha256::digest(out.as_slice()).into()
    }

    /// The authenticated data of the sealed key: all the other fields (security.md §2.4).
    fn grant_aad(
        &self,
        compartment: Compartment,
        epoch: u32,
        recipient: Uuid,
        exchange: &[u8; 32],
    ) -> Vec<u8> {
        let mut out = Writer::with_domain(PURPOSE);
        self.write_header(&mut out);
        out.u8(compartment.code()).u32(epoch).uuid(recipient).raw(exchange);
        out.finish()
    }

    /// Opens the key handed to `identity` by this statement, if it is one.
    pub(crate) fn open_grant(
        &self,
        identity: &Identity,
    ) -> Result<Option<(Compartment, u32, Key)>, DoesNotOpen> {
        let Body::Grant { compartment, epoch, recipient, exchange, sealed } = &self.body else {
            return Ok(None);
        };
        if *exchange != identity.public().exchange {
            return Ok(None);
        }
        let ephemeral = sealing::ephemeral_of(sealed)?;
        let agreement = Agreement::from(identity.exchange(), ephemeral, PURPOSE)?;
        let aad = self.grant_aad(*compartment, *epoch, *recipient, exchange);
        let key = Key::from_slice(&agreement.open(&aad, sealed)?).ok_or(DoesNotOpen)?;
        Ok(Some((*compartment, *epoch, key)))
    }
}

/// Why a chain of statements is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum BrokenChain {
    /// The bytes of a statement cannot be read.
    #[error("statement {index} cannot be read")]
    Unreadable {
        /// Its rank in the file.
        index: usize,
    },
    /// The statement belongs to another vault.
    #[error("statement {index} belongs to another vault")]
    OtherVault {
        /// Its rank in the file.
        index: usize,
    },
    /// A statement is missing, repeated or out of order.
    #[error("statement {index} does not follow the one before")]
    BrokenLink {
        /// Its rank in the file.
        index: usize,
    },
    /// The signature, or the approval, is not its author's.
    #[error("statement {index} is not signed by its author")]
    BadSignature {
        /// Its rank in the file.
        index: usize,
    },
    /// The author was not entitled to say this.
    #[error("the author of statement {index} was not entitled to make it")]
    NotEntitled {
        /// Its rank in the file.
        index: usize,
    },
}

#[cfg(test)]
mod tests;
