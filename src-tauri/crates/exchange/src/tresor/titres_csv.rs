//! The titres as CSV, towards the town's accounting software (treasury.md §6, lot 1).

use domain::treasury::{Bordereau, Titre, TitreLine, titres_file_name};
use domain::values::Cents;

use super::postal::{postal, postal_line};
use super::{TreasuryFile, TreasuryRefusal, proof, refuse_what_would_be_rejected};
use crate::tabular::{Cell, Charset, CsvWriter};

/// Columns, in their order.
#[rustfmt::skip]
pub(super) const COLUMNS: [&str; 45] = [
    "version", "exercice", "code_collectivite", "code_budget", "num_bordereau", "date_bordereau", "num_titre",
    "num_ligne", "ref_tiers", "civilite", "nom", "prenom", "adresse_complement", "adresse_voie",
    "adresse_lieudit", "code_postal", "ville", "code_pays", "date_naissance", "cat_tiers", "nat_jur",
    "objet_titre", "objet_ligne", "article", "fonction", "service", "code_produit_local", "montant_ht",
    "taux_tva", "montant_tva", "montant_ttc", "num_facture", "periode_debut", "periode_fin", "date_echeance",
    "mode_recouvrement", "edition_asap", "iban", "bic", "titulaire_compte", "rum", "date_mandat",
    "sequence_sepa", "date_prelevement", "nom_pj",
];

/// Writes one line per titre and imputation. Texts are those of the ORMC, so that both files say the same.
pub fn titres_csv(bordereau: &Bordereau, charset: Charset) -> Result<TreasuryFile, TreasuryRefusal> {
    refuse_what_would_be_rejected(bordereau)?;
    // The common profile of treasury.md §6 defuses texts: agents open this file in a spreadsheet.
    let mut writer = CsvWriter::for_people(charset);
    writer.header(COLUMNS);
    for titre in &bordereau.titres {
        for line in &titre.lines {
            writer.row(row(bordereau, titre, line));
        }
    }
    let file = TreasuryFile {
        name: titres_file_name(bordereau),
        bytes: writer.finish().bytes,
        titres: bordereau.titres.len(),
        total: bordereau.total(),
    };
    proof::prove_titres_csv(&file).map_err(TreasuryRefusal::Unproved)?;
    Ok(file)
}

fn row(bordereau: &Bordereau, titre: &Titre, line: &TitreLine) -> [Cell; 45] {
    let town = &bordereau.collectivity;
    let debtor = &titre.debtor;
    let address = &debtor.address;
    let line_of_38 = |text: &str| Cell::text(postal_line(text, 38));
    [
        Cell::Integer(1),
        Cell::Integer(bordereau.exercice.into()),
        Cell::text(&town.code_collectivite),
        Cell::text(&town.code_budget),
        Cell::Integer(bordereau.number.into()),
        Cell::Date(bordereau.issued_on),
        Cell::Integer(titre.number.into()),
        Cell::Integer(line.number.into()),
        Cell::text(&debtor.reference),
        Cell::opt(debtor.civility.map(|civility| civility.code())),
        line_of_38(&debtor.name),
        line_of_38(&debtor.first_name),
        line_of_38(&address.complement),
        line_of_38(&address.street),
        line_of_38(&address.locality),
        Cell::text(&address.postcode),
        line_of_38(&address.city),
        Cell::text(address.country.as_deref().unwrap_or("100")),
        debtor.birth_date.map_or(Cell::Empty, Cell::Date),
        Cell::text(&debtor.category),
        Cell::text(&debtor.legal_nature),
        Cell::text(postal_line(&titre.object, 160)),
        Cell::text(postal_line(&line.label, 160)),
        Cell::text(&line.nature),
        Cell::text(&line.function_code),
        Cell::text(postal(&line.service_code)),
        Cell::text(&line.local_product_code),
        Cell::Amount(line.amount),
        // No VAT on these services in the general case (treasury.md §1).
        Cell::Amount(Cents::ZERO),
        Cell::Amount(Cents::ZERO),
        Cell::Amount(line.amount),
        Cell::text(&titre.invoice_number),
        Cell::Date(titre.period.first_day()),
        Cell::Date(titre.period.last_day()),
        Cell::Date(bordereau.due_on),
        Cell::text("ASAP"),
        Cell::Empty, // edition_asap: the town sends the avis itself
        Cell::Empty, // iban
        Cell::Empty, // bic
        Cell::Empty, // titulaire_compte
        Cell::Empty, // rum
        Cell::Empty, // date_mandat
        Cell::Empty, // sequence_sepa
        Cell::Empty, // date_prelevement
        Cell::Empty, // nom_pj
    ]
}
