//! Finding a household by its mandate, or by the end of its account: opened once a session, for billing alone.

use std::sync::Arc;

use domain::values::ids::HouseholdId;
use security::Grant;
use security::access::ReadBank;
use store::Reader;
use store::search::SearchText;

use super::open;
use crate::Error;
use crate::search::SearchReason;
use crate::unlocked::Unlocked;

/// Characters from which an IBAN is looked for by its end, a mandate by its reference.
const ENOUGH: usize = 4;

/// References and ends of accounts, each with its household.
pub(crate) struct MandateIndex {
    known: Vec<Known>,
}

struct Known {
    household: HouseholdId,
    /// Letters and digits alone, folded.
    text: String,
    reason: SearchReason,
}

impl MandateIndex {
    /// The index of this session, made when there is none.
    pub(crate) fn of(
        unlocked: &Unlocked,
        r: &Reader<'_>,
        grant: &Grant<'_, ReadBank>,
    ) -> Result<Arc<Self>, Error> {
        if let Some(known) = unlocked.kept::<Self>() {
            return Ok(known);
        }
        let mut known = Vec::new();
        for row in r.all_mandates()? {
            let text = compact(row.mandate.reference.as_str());
            known.push(Known { household: row.household, text, reason: SearchReason::Mandate });
        }
        for (household, account) in r.all_mandate_accounts()? {
            let Some(account) = open(grant, &account)? else { continue };
            let text = compact(account.iban().last_four());
            known.push(Known { household, text, reason: SearchReason::Account });
        }
        let index = Arc::new(Self { known });
        unlocked.keep(Arc::clone(&index));
        Ok(index)
    }

    /// Households one word of what was typed names.
    pub(crate) fn answering<'i>(
        &'i self,
        text: &'i SearchText,
    ) -> impl Iterator<Item = (HouseholdId, SearchReason)> + 'i {
        let typed = text.words().concat();
        let answers = move |known: &&Known| match known.reason {
            SearchReason::Account => known.text == typed,
            _ => typed.len() >= ENOUGH && known.text.starts_with(&typed),
        };
        self.known.iter().filter(answers).map(|known| (known.household, known.reason))
    }
}

fn compact(text: &str) -> String {
    text.chars().filter(|c| c.is_ascii_alphanumeric()).map(|c| c.to_ascii_lowercase()).collect()
}
