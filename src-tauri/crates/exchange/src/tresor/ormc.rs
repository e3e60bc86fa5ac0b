//! PES V2, ordre de recette multi-créanciers: the role of the month, triplet 06-15-01 (treasury.md §2).
//!
//! The order of the elements is the schema's (5.17); every datum is an empty element with the attribute `V`.

use domain::treasury::{Bordereau, Debtor, ORMC_ARTICLE_NATURE, Titre, TitreLine, ormc_file_name};
use jiff::civil::Date;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, Event};

use super::postal::postal_line;
use super::{TreasuryFile, TreasuryRefusal, proof, refuse_what_would_be_rejected};

const NAMESPACE: &str = "http://www.minefi.gouv.fr/cp/helios/pes_v2/Rev0/aller";
const FILE_TYPE: &str = "PESORMC";
/// The triplet of a role: bordereau, pièce, nature of pièce.
const TRIPLET: (&str, &str, &str) = ("06", "15", "01");
/// Who made the file (`Emetteur`).
const SOFTWARE: (&str, &str) = ("PREAU", concat!("PREAU ", env!("CARGO_PKG_VERSION")));

/// What the `Nature` of a line says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineNature {
    /// 588, internal transfers, as the schema proposes for a role: the imputation is on the summary titre.
    #[default]
    InternalTransfers,
    /// The article and the function of the line, when the accountant asks for them.
    Imputation,
}

/// Writes the role. Refuses what the treasury would reject, and reads the file back before giving it.
pub fn ormc(bordereau: &Bordereau, nature: LineNature) -> Result<TreasuryFile, TreasuryRefusal> {
    refuse_what_would_be_rejected(bordereau)?;
    let name = ormc_file_name(bordereau);
    let bytes = latin1(&Ormc::new(nature).document(bordereau, &name))
        .map_err(|c| TreasuryRefusal::Unproved(format!("«\u{a0}{c}\u{a0}» n’est pas du Latin-1")))?;
    let file = TreasuryFile { name, bytes, titres: bordereau.titres.len(), total: bordereau.total() };
    proof::prove_ormc(&file).map_err(TreasuryRefusal::Unproved)?;
    Ok(file)
}

/// One byte per character. 80–9F would betray another encoding at the treasury's gate (treasury.md §5.1).
fn latin1(text: &str) -> Result<Vec<u8>, char> {
    text.chars()
        .map(|c| u8::try_from(u32::from(c)).ok().filter(|b| !matches!(b, 0x80..=0x9F)).ok_or(c))
        .collect()
}

struct Ormc {
    xml: Writer<Vec<u8>>,
    nature: LineNature,
}

impl Ormc {
    fn new(nature: LineNature) -> Self {
        Self { xml: Writer::new_with_indent(Vec::new(), b' ', 1), nature }
    }

    fn document(mut self, bordereau: &Bordereau, name: &str) -> String {
        self.event(Event::Decl(BytesDecl::new("1.0", Some("ISO-8859-1"), None)));
        let root = "n:PES_Aller";
        self.event(Event::Start(BytesStart::new(root).with_attributes([("xmlns:n", NAMESPACE)])));
        self.envelope(name);
        self.header(bordereau);
        self.block("PES_RecetteAller", |o| {
            o.block("EnTeteRecette", |o| {
                o.value("IdVer", "2");
                o.value("InfoDematerialisee", "0");
            });
            o.bordereau(bordereau);
        });
        self.event(Event::End(BytesEnd::new(root)));
        String::from_utf8(self.xml.into_inner()).expect("texts went in as UTF-8")
    }

    fn envelope(&mut self, name: &str) {
        self.block("Enveloppe", |o| {
            o.block("Parametres", |o| {
                o.value("Version", "2");
                o.value("TypFic", FILE_TYPE);
                o.value("NomFic", name);
            });
            o.block("Emetteur", |o| {
                o.value("Sigle", SOFTWARE.0);
                o.value("Adresse", SOFTWARE.1);
            });
        });
    }

    fn header(&mut self, bordereau: &Bordereau) {
        let town = &bordereau.collectivity;
        self.block("EnTetePES", |o| {
            o.date("DteStr", bordereau.issued_on);
            o.value("IdPost", &town.codique);
            o.text("LibellePoste", &town.post_label, 38);
            o.value("IdColl", town.siret.as_str());
            o.value("CodCol", &town.code_collectivite);
            o.value("CodBud", &town.code_budget);
            o.text("LibelleColBud", &town.label, 38);
        });
    }

    fn bordereau(&mut self, bordereau: &Bordereau) {
        self.block("Bordereau", |o| {
            o.block("BlocBordereau", |o| {
                o.value("Exer", &bordereau.exercice.to_string());
                o.value("IdBord", &bordereau.number.to_string());
                o.date("DteBordEm", bordereau.issued_on);
                o.value("TypBord", TRIPLET.0);
                o.value("NbrPce", &bordereau.titres.len().to_string());
                o.value("MtBordHt", &bordereau.total().to_plain('.'));
                o.date("DteAsp", bordereau.asap_on);
                o.text("Objet", &bordereau.object, 160);
            });
            let rank = bordereau.campaign_rank.to_string();
            for titre in &bordereau.titres {
                o.piece(titre, &rank);
            }
        });
    }

    fn piece(&mut self, titre: &Titre, rank: &str) {
        self.block("Piece", |o| {
            o.block("BlocPiece", |o| {
                o.value("IdPce", &titre.number.to_string());
                o.value("TypPce", TRIPLET.1);
                o.value("NatPce", TRIPLET.2);
                o.text("ObjPce", &titre.object, 160);
                o.value("NumDette", &titre.debt_number());
                o.value("Per", rank);
            });
            for line in &titre.lines {
                o.block("LigneDePiece", |o| {
                    o.block("BlocLignePiece", |o| o.block("InfoLignePiece", |o| o.line(line)));
                    o.block("Tiers", |o| o.debtor(&titre.debtor));
                });
            }
        });
    }

    fn line(&mut self, line: &TitreLine) {
        self.value("IdLigne", &line.number.to_string());
        self.text("ObjLignePce", &line.label, 160);
        self.value("CodProdLoc", &line.local_product_code);
        match self.nature {
            LineNature::InternalTransfers => self.value("Nature", ORMC_ARTICLE_NATURE),
            LineNature::Imputation => {
                self.value("Nature", &line.nature);
                self.optional("Fonction", &line.function_code);
            }
        }
        self.value("Majo", "0");
        self.value("TvaIntraCom", "0");
        // No VAT on these services: `MtHT` carries the whole amount (treasury.md §1).
        self.value("MtHT", &line.amount.to_plain('.'));
    }

    fn debtor(&mut self, debtor: &Debtor) {
        self.block("InfoTiers", |o| {
            if let Some(born) = debtor.birth_date {
                o.date("DteNaissance", born);
            }
            o.optional("RefTiers", &debtor.reference);
            o.value("CatTiers", &debtor.category);
            o.value("NatJur", &debtor.legal_nature);
            // Principal debtor: an article of a role has one debtor only.
            o.value("TypTiers", "01");
            o.optional("Civilite", debtor.civility.map_or("", |civility| civility.code()));
            o.text("Nom", &debtor.name, 38);
            o.text("Prenom", &debtor.first_name, 38);
        });
        let address = &debtor.address;
        self.block("Adresse", |o| {
            o.value("TypAdr", "1");
            o.text("Adr1", &address.complement, 38);
            o.text("Adr2", &address.street, 38);
            o.text("Adr3", &address.locality, 38);
            o.value("CP", &address.postcode);
            o.text("Ville", &address.city, 38);
            // `CodPays` only abroad: with `CodRes` 0 it must be absent or 100.
            o.value("CodRes", if address.resident { "0" } else { "1" });
            if !address.resident {
                o.optional("CodPays", address.country.as_deref().unwrap_or_default());
            }
        });
    }

    fn block(&mut self, name: &str, inside: impl FnOnce(&mut Self)) {
        self.event(Event::Start(BytesStart::new(name)));
        inside(self);
        self.event(Event::End(BytesEnd::new(name)));
    }

    fn value(&mut self, name: &str, value: &str) {
        self.event(Event::Empty(BytesStart::new(name).with_attributes([("V", value)])));
    }

    fn date(&mut self, name: &str, date: Date) {
        self.value(name, &date.to_string());
    }

    fn optional(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.value(name, value);
        }
    }

    /// A text for the post; absent when empty.
    fn text(&mut self, name: &str, text: &str, length: usize) {
        self.optional(name, &postal_line(text, length));
    }

    fn event(&mut self, event: Event<'_>) {
        self.xml.write_event(event).expect("a buffer in memory takes every event");
    }
}
