//! Texts proposed to a town that has none: it reads them, changes them, and only then asks anybody.

use super::{ConsentPurpose, ConsentSubject, ConsentTextDraft};

/// Title, purpose and subject of each text, with its words.
pub fn starting_texts() -> Vec<(ConsentTextDraft, &'static str)> {
    use ConsentPurpose::{ContactByEmail, ContactByPhone, OptionalData, Photo, Policy};
    use ConsentSubject::{Child, Guardian};

    let text = |title: &str, purpose, subject, body| {
        (ConsentTextDraft { title: title.to_owned(), purpose, subject }, body)
    };
    vec![
        text("Photographie de l’enfant", Photo, Child, PHOTO),
        text("Informations facultatives", OptionalData, Guardian, OPTIONAL),
        text("Nouvelles par courriel", ContactByEmail, Guardian, EMAIL),
        text("Nouvelles par téléphone", ContactByPhone, Guardian, PHONE),
        text("Vos données et vos droits", Policy, Guardian, POLICY),
    ]
}

const PHOTO: &str = "J’autorise la commune à garder une photographie de mon enfant dans son dossier, pour que les équipes qui l’accueillent le reconnaissent. Elle n’est ni publiée ni transmise. Je peux retirer cet accord à tout moment, sans motif\u{a0}: la photographie n’est plus utilisée dès ce jour. Refuser ne change rien à l’accueil de mon enfant.";

const OPTIONAL: &str = "J’accepte que la commune garde les réponses facultatives que j’ai données dans le formulaire d’inscription. Je peux retirer cet accord à tout moment, sans motif\u{a0}; ne pas répondre n’a aucune conséquence sur l’inscription.";

const EMAIL: &str = "J’accepte de recevoir par courriel des nouvelles de la commune qui ne concernent pas l’accueil de mes enfants. Je peux changer d’avis à tout moment, sans motif.";

const PHONE: &str = "J’accepte de recevoir par téléphone ou par message des nouvelles de la commune qui ne concernent pas l’accueil de mes enfants. Je peux changer d’avis à tout moment, sans motif.";

const POLICY: &str = "La commune traite vos données pour inscrire vos enfants, les accueillir et établir vos factures, dans l’exercice de sa mission d’intérêt public (RGPD, article 6, 1, e). Elles sont lues par les seuls agents qui en ont besoin, gardées le temps fixé par les règles d’archivage, jamais cédées ni transférées hors de l’Union européenne. Vous pouvez y accéder, les faire rectifier, en demander l’effacement ou la limitation et vous opposer à leur usage en écrivant à la mairie ou à son délégué à la protection des données, et saisir la CNIL.";

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::super::ConsentText;
    use super::*;
    use crate::values::ids::ConsentTextId;

    #[test]
    fn the_proposed_texts_are_ones_a_town_could_have_typed() {
        for (draft, body) in starting_texts() {
            assert!(!body.is_empty() && body.chars().count() < 10_000);
            ConsentText::try_new(ConsentTextId::from_uuid(Uuid::nil()), draft).expect("accepted");
        }
    }
}
