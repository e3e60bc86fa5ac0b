//! A right of one's own is added to the table.
use security::access::{Right, RightRow};

enum ReadEverything {}

impl Right for ReadEverything {
    const ROW: RightRow = RightRow {
        name: "ReadEverything",
        label: "Tout lire",
        roles: &[],
        compartments: &[],
        deposits: &[],
    };
}

fn main() {}
