//! Reading of the reference tables compiled in from `assets/reference` (each folder's SOURCES.md says where
//! they come from). They are ours: a malformed row is a broken build, found by the first test that reads it.

/// The rows of a comma-separated table, its header line left out.
pub(crate) fn rows(table: &'static str) -> impl Iterator<Item = Vec<String>> {
    table.lines().skip(1).filter(|line| !line.trim().is_empty()).map(split)
}

fn split(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            _ => cells.last_mut().expect("there is always a cell").push(c),
        }
    }
    cells
}

/// The text of a file under `assets/reference`.
macro_rules! reference_table {
    ($path:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../assets/reference/", $path))
    };
}
pub(crate) use reference_table;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_cells_keep_their_commas() {
        let rows: Vec<_> = rows("code,name\n1,\"a, b\"\n2,\n").collect();
        assert_eq!(rows, [vec!["1", "a, b"], vec!["2", ""]]);
    }
}
