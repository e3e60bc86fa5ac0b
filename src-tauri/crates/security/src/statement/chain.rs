//! The chain of statements: verified when read, and each statement before it is added.

use uuid::Uuid;
use x25519_dalek::PublicKey;

use super::roster::{EPOCH_COMMITMENT, inbox_secret};
use super::{Body, BrokenChain, Moment, PURPOSE, Roster, Statement, VERSION};
use crate::codec::{Reader, Writer};
use crate::compartment::Compartment;
use crate::identity::Identity;
use crate::random::Random;
use crate::sealing::Agreement;
use crate::secret::Key;
use crate::vault::VaultId;

/// A verified chain: it cannot exist otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StatementChain {
    pub(super) statements: Vec<Statement>,
    pub(super) roster: Roster,
}

impl StatementChain {
    /// An empty chain, before the founder's first word.
    pub(crate) fn new() -> StatementChain {
        StatementChain::default()
    }

    /// The statements, in the order they were made or received.
    pub fn statements(&self) -> &[Statement] {
        &self.statements
    }

    /// What they establish.
    pub fn roster(&self) -> &Roster {
        &self.roster
    }

    /// Whether it is of the present format: that of a new vault, which has no word yet, too.
    pub(crate) fn is_strict(&self) -> bool {
        self.statements.first().is_none_or(|first| first.version == VERSION)
    }

    /// The hash of the first statement: what a slot is bound to, so that a chain begun again by
    /// someone else opens no slot.
    pub(crate) fn root(&self) -> [u8; 32] {
        self.statements.first().map_or([0; 32], Statement::hash)
    }

    pub(crate) fn write(&self, out: &mut Writer) {
        out.u32(u32::try_from(self.statements.len()).expect("statements are counted by a u32"));
        for statement in &self.statements {
            statement.write(out);
        }
    }

    /// Reads and replays a chain; refuses it whole at the first statement that does not hold.
    pub(crate) fn read(vault: VaultId, from: &mut Reader<'_>) -> Result<StatementChain, BrokenChain> {
        let count = from.u32().map_err(|_| BrokenChain::Unreadable { index: 0 })?;
        let mut chain = StatementChain::new();
        for index in 0..usize::try_from(count).unwrap_or(usize::MAX) {
            let statement = Statement::read(from).map_err(|_| BrokenChain::Unreadable { index })?;
            chain.admit(vault, statement)?;
        }
        Ok(chain)
    }

    fn admit(&mut self, vault: VaultId, statement: Statement) -> Result<(), BrokenChain> {
        let index = self.statements.len();
        if statement.vault != vault {
            return Err(BrokenChain::OtherVault { index });
        }
        self.roster.admit(&statement, index)?;
        self.statements.push(statement);
        Ok(())
    }

    fn draft(
        &self,
        vault: VaultId,
        moment: Moment,
        author: Uuid,
        approver: Option<Uuid>,
        body: Body,
    ) -> Statement {
        let (number, previous) = match self.roster.heads.get(&moment.desk) {
            Some((number, hash)) => (number + 1, *hash),
            None => (0, [0; 32]),
        };
        Statement {
            version: VERSION,
            vault,
            moment,
            number,
            author,
            approver,
            previous,
            body,
            signature: [0; 64],
            approval: None,
        }
    }

    /// Signs a statement and adds it, unless its author may not make it.
    pub(crate) fn state(
        &mut self,
        vault: VaultId,
        moment: Moment,
        author: Signatory<'_>,
        body: Body,
    ) -> Result<(), BrokenChain> {
        self.state_with(vault, moment, (author, None), body)
    }

    /// The same, a second person present signing too.
    pub(crate) fn state_with(
        &mut self,
        vault: VaultId,
        moment: Moment,
        (author, approver): (Signatory<'_>, Option<Signatory<'_>>),
        body: Body,
    ) -> Result<(), BrokenChain> {
        let statement = self.draft(vault, moment, author.agent, approver.map(|second| second.agent), body);
        self.sign(vault, statement, author, approver)
    }

    fn sign(
        &mut self,
        vault: VaultId,
        mut statement: Statement,
        author: Signatory<'_>,
        approver: Option<Signatory<'_>>,
    ) -> Result<(), BrokenChain> {
        statement.signature = author.identity.sign(&statement.to_sign());
        statement.approval = approver.map(|second| second.identity.sign(&statement.to_approve()));
        self.admit(vault, statement)
    }

    /// Whether this chain goes on from another: all that was said there is said here, in the same words.
    pub fn extends(&self, earlier: &StatementChain) -> bool {
        self.statements.starts_with(&earlier.statements)
    }

    /// States a new epoch for `key`.
    pub(crate) fn state_epoch(
        &mut self,
        vault: VaultId,
        moment: Moment,
        author: Signatory<'_>,
        compartment: Compartment,
        key: &Key,
    ) -> Result<u32, BrokenChain> {
        let epoch = self.roster.epoch(compartment) + 1;
        let body = Body::Epoch {
            compartment,
            epoch,
            commitment: key.commitment(EPOCH_COMMITMENT),
            inbox: PublicKey::from(&inbox_secret(key)).to_bytes(),
        };
        self.state(vault, moment, author, body)?;
        Ok(epoch)
    }

    /// Seals `key` to `recipient` and states it.
    #[expect(clippy::too_many_arguments, reason = "every field of a grant is named once, here")]
    pub(crate) fn state_grant(
        &mut self,
        vault: VaultId,
        moment: Moment,
        author: Signatory<'_>,
        approver: Option<Signatory<'_>>,
        (compartment, epoch, key): (Compartment, u32, &Key),
        recipient: Uuid,
        random: &mut dyn Random,
    ) -> Result<(), BrokenChain> {
        let index = self.statements.len();
        let exchange = self.roster.identity(recipient).ok_or(BrokenChain::NotEntitled { index })?.exchange;
        let body = Body::Grant { compartment, epoch, recipient, exchange, sealed: Vec::new() };
        let approving = approver.map(|second| second.agent);
        let mut statement = self.draft(vault, moment, author.agent, approving, body);
        let aad = statement.grant_aad(compartment, epoch, recipient, &exchange);
        let agreement =
            Agreement::with(&exchange, PURPOSE, random).map_err(|_| BrokenChain::NotEntitled { index })?;
        if let Body::Grant { sealed, .. } = &mut statement.body {
            *sealed = agreement.seal(&aad, key.expose(), random);
        }
        self.sign(vault, statement, author, approver)
    }
}

/// Someone who signs: their name and their keys.
#[derive(Clone, Copy)]
pub(crate) struct Signatory<'a> {
    pub(crate) agent: Uuid,
    pub(crate) identity: &'a Identity,
}
