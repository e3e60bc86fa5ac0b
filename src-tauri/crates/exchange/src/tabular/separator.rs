//! What stands between two cells.

use super::encoding::Certainty;

/// Separators met in tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Separator {
    /// `;`, the French habit.
    Semicolon,
    /// `,`.
    Comma,
    /// Tabulation.
    Tab,
    /// `|`.
    Pipe,
}

impl Separator {
    pub(super) const ALL: [Self; 4] = [Self::Semicolon, Self::Tab, Self::Comma, Self::Pipe];

    /// The byte.
    pub fn byte(self) -> u8 {
        match self {
            Self::Semicolon => b';',
            Self::Comma => b',',
            Self::Tab => b'\t',
            Self::Pipe => b'|',
        }
    }

    /// The name shown to the agent.
    pub fn label(self) -> &'static str {
        match self {
            Self::Semicolon => "point-virgule",
            Self::Comma => "virgule",
            Self::Tab => "tabulation",
            Self::Pipe => "barre verticale",
        }
    }

    fn of(c: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| c.as_bytes() == [s.byte()])
    }
}

/// The spreadsheet's own `sep=;` line, and the text after it.
pub(super) fn declared(text: &str) -> Option<(Separator, &str)> {
    let line_end = text.find(['\n', '\r'])?;
    let (line, rest) = text.split_at(line_end);
    let line = line.trim_matches('"');
    let separator = line.get(..4).filter(|p| p.eq_ignore_ascii_case("sep="))?;
    let separator = Separator::of(line.strip_prefix(separator)?)?;
    let rest = rest.strip_prefix("\r\n").unwrap_or_else(|| &rest[1..]);
    Some((separator, rest))
}

/// The separator that cuts the first lines most regularly, and how sure it is.
pub(super) fn detect(text: &str) -> (Separator, Certainty) {
    let mut scored = Separator::ALL.map(|separator| {
        let (width, regular) = usual_width(text, separator);
        (if width > 1 { regular } else { 0 }, separator)
    });
    // Stable: at equal scores the order of `Separator::ALL` holds.
    scored.sort_by_key(|(regular, _)| std::cmp::Reverse(*regular));
    let [(best, separator), (runner_up, _), ..] = scored;
    let certainty = match (best, runner_up) {
        (a, b) if a == b => Certainty::Doubtful,
        (_, 0) => Certainty::Certain,
        _ => Certainty::Likely,
    };
    (separator, certainty)
}

/// The number of cells most lines have when they have several, and how many lines have it. Titles above the
/// headings and totals at the foot are cut otherwise, and do not count.
pub(super) fn usual_width(text: &str, separator: Separator) -> (usize, usize) {
    let widths = widths(text, separator);
    let lines_of = |width: usize| widths.iter().filter(|w| **w == width).count();
    let usual = widths.iter().copied().filter(|w| *w > 1).max_by_key(|w| lines_of(*w)).unwrap_or(1);
    (usual, lines_of(usual))
}

/// Number of cells of the first fifty records that are not blank.
fn widths(text: &str, separator: Separator) -> Vec<usize> {
    csv::ReaderBuilder::new()
        .delimiter(separator.byte())
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes())
        .byte_records()
        .take(50)
        .filter_map(Result::ok)
        .filter(|r| r.iter().any(|cell| !cell.trim_ascii().is_empty()))
        .map(|r| r.len())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_regular_cut_wins() {
        for (text, separator) in [
            ("nom;qf\nDurand;684\n", Separator::Semicolon),
            ("nom;qf\nDurand, Claire;684,50\nLe Goff, Yann;12,00\n", Separator::Semicolon),
            ("nom,qf\n\"Durand; fils\",684\n", Separator::Comma),
            ("nom\tqf\tville\nDurand\t1,5\tSète\n", Separator::Tab),
            ("nom|qf\nDurand|1\n", Separator::Pipe),
        ] {
            assert_eq!(detect(text).0, separator, "{text:?}");
        }
    }

    #[test]
    fn one_column_or_a_tie_is_doubtful() {
        assert_eq!(detect("nom\nDurand\n").1, Certainty::Doubtful);
        assert_eq!(detect("a;b,c\n1;2,3\n").1, Certainty::Doubtful);
        assert_eq!(detect("a;b\n1;2\n").1, Certainty::Certain);
    }

    #[test]
    fn the_declared_separator_is_taken_and_removed() {
        assert_eq!(declared("sep=;\r\nnom;qf\r\n"), Some((Separator::Semicolon, "nom;qf\r\n")));
        assert_eq!(declared("\"SEP=,\"\nnom,qf"), Some((Separator::Comma, "nom,qf")));
        assert_eq!(declared("séparateur;x\n1;2"), None);
        assert_eq!(declared("nom;qf\n"), None);
    }
}
