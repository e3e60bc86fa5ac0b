//! What a month says when it had to do without the school calendar.

use super::Run;
use crate::billing::input::NONE;
use crate::billing::{Anomaly, AnomalyCode, AnomalySeverity, Subject};
use crate::calendar::format_day;

impl Run<'_> {
    /// Children whose custody shares school holidays out, in a month that the calendar does not reach: the weeks went on, and whoever
    /// had the child may not be who is billed.
    pub(super) fn flag_holidays(&mut self) {
        let input = self.input;
        let settings = &input.settings;
        let (first, last) = (settings.month.first_day(), settings.month.last_day());
        let known = settings.school().known_until();
        if known.is_some_and(|known| known >= last) {
            return;
        }
        let why = match known {
            Some(known) => format!("Le calendrier scolaire s'arrête au {}", format_day(known)),
            None => "La zone de vacances scolaires de la commune n'est pas renseignée".to_owned(),
        };
        let message = format!(
            "{why} : les semaines de garde ont continué, sans partage des vacances. Vérifiez qui avait l'enfant."
        );
        for (child, head) in input.basis.children.iter().zip(&input.heads) {
            let shares = child.custodies.iter().any(|custody| {
                custody.pattern().shares_holidays()
                    && custody.from() <= last
                    && custody.to().is_none_or(|to| to >= first)
            });
            if shares && *head != NONE {
                self.anomalies.push(Anomaly::new(
                    AnomalyCode::HolidaysUnknown,
                    AnomalySeverity::ToCheck,
                    Subject::Child { child: child.id, unit: None },
                    &child.label,
                    &message,
                    None,
                ));
            }
        }
    }
}
