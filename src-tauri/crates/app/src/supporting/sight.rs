//! What of a document its reader learns, and who may note it, by what the paper shows: decided once (requirements §1.0, I06).

use domain::supporting::{DocumentNature, DocumentStanding};
use security::Right;
use security::access::{
    EditDocuments, EditFamilies, KeepHealthDocuments, KeepMoneyDocuments, ReadBalance, ReadHealthLight,
    ReadParentalAuthority,
};

use crate::call::Call;

/// How much is sent of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// Nothing: neither that it is asked for.
    Nothing,
    /// Whether it was given.
    GivenOrNot,
    /// Where it stands, its dates, its history.
    Whole,
}

/// What the agent at the desk learns of the documents of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sight {
    health: Shown,
    money: Shown,
    judgments: Shown,
}

impl Sight {
    pub(crate) fn of<R: Right>(call: &Call<'_, R>) -> Self {
        let kept = |whole: bool, told: bool| match (whole, told) {
            (true, _) => Shown::Whole,
            (false, true) => Shown::GivenOrNot,
            (false, false) => Shown::Nothing,
        };
        Self {
            health: kept(
                call.also::<KeepHealthDocuments>().is_some(),
                call.also::<ReadHealthLight>().is_some(),
            ),
            money: kept(call.also::<KeepMoneyDocuments>().is_some(), call.also::<ReadBalance>().is_some()),
            judgments: kept(call.also::<ReadParentalAuthority>().is_some(), false),
        }
    }

    pub(super) fn of_nature(self, nature: DocumentNature) -> Shown {
        match nature {
            DocumentNature::Ordinary | DocumentNature::Identity => Shown::Whole,
            DocumentNature::Judgment => self.judgments,
            DocumentNature::Health => self.health,
            DocumentNature::Resources | DocumentNature::Bank => self.money,
        }
    }

    /// Whether what was told of a document, whole or given or not, is told to this agent too.
    pub(crate) fn reads(self, nature: DocumentNature, whole: bool) -> bool {
        match self.of_nature(nature) {
            Shown::Nothing => false,
            Shown::GivenOrNot => !whole,
            Shown::Whole => true,
        }
    }

    /// Where a document stands, as far as it is told.
    pub(super) fn told(self, nature: DocumentNature, standing: DocumentStanding) -> Option<DocumentStanding> {
        match self.of_nature(nature) {
            Shown::Nothing => None,
            Shown::GivenOrNot => Some(standing.given_or_not()),
            Shown::Whole => Some(standing),
        }
    }
}

/// Which documents the agent notes: all of them at the desk, where papers are handed in; their own for health and for money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pen {
    desk: bool,
    health: bool,
    money: bool,
}

impl Pen {
    /// Of who has the right to note, or of who may have it.
    pub(super) fn of<R: Right>(call: &Call<'_, R>) -> Self {
        Self {
            desk: call.also::<EditFamilies>().is_some(),
            health: call.also::<KeepHealthDocuments>().is_some(),
            money: call.also::<KeepMoneyDocuments>().is_some(),
        }
    }

    /// The same when noting is not the right the command asks for.
    pub(super) fn beside<R: Right>(call: &Call<'_, R>) -> Self {
        match call.also::<EditDocuments>() {
            Some(_) => Self::of(call),
            None => Self { desk: false, health: false, money: false },
        }
    }

    pub(super) fn notes(self, nature: DocumentNature) -> bool {
        match nature {
            DocumentNature::Ordinary | DocumentNature::Identity | DocumentNature::Judgment => self.desk,
            DocumentNature::Health => self.desk || self.health,
            DocumentNature::Resources | DocumentNature::Bank => self.desk || self.money,
        }
    }
}
