//! Opening the file of a paper, in the window or as a copy: both are remembered, the file is whole or is not answered.

use domain::issue::Issues;
use domain::supporting::{DocumentNature, FileFormat};
use exchange::pictures;
use security::access::ReadDocuments;
use store::Reader;

use super::attaching::Found;
use super::keepers::Opener;
use super::views::*;
use crate::Error;
use crate::billing::SavedFileView;
use crate::call::Call;
use crate::lists::{check_why, file_stem, why_in_words};
use crate::outside::fingerprint;

/// Letters that tell the copy of a file from another: the end of its identifier, drawn at random.
const MARK_LETTERS: usize = 6;

/// A file as the window shows it: a picture, or a page of a PDF drawn here as one. The window is never given a PDF.
pub fn attachment_show(
    call: &Call<'_, ReadDocuments>,
    request: AttachmentShowRequest,
) -> Result<AttachmentPageView, Error> {
    let AttachmentShowRequest { attachment, page } = request;
    let found = call.read(|r| Found::read(r, attachment))?;
    let opener = Opener::of(call, found.kind.said.nature)?;
    let format = found.row.format;
    let opened = |r: &Reader<'_>| opener.open(&found.row, &r.sealed_file(&found.row)?);
    let bytes = call.consult(found.subject("fichier ouvert"), opened)?;
    match format {
        FileFormat::Pdf => {
            // Drawn once nothing is held: it may take seconds.
            let glimpse = call.outside().draw_page(&bytes, page);
            let drawn = glimpse
                .and_then(|page| Some((page.pages, pictures::drawn(page.width, page.height, page.rgba)?)));
            let (pages, bytes) = drawn.ok_or_else(|| {
                Error::refused(
                    "Ce PDF ne s’affiche pas ici\u{a0}: cette page n’y est pas, il est protégé ou fait d’une façon inhabituelle. Enregistrez-en une copie pour l’ouvrir.",
                )
            })?;
            Ok(AttachmentPageView { format, picture: FileFormat::Png, page, pages, bytes })
        }
        picture => Ok(AttachmentPageView { format, picture, page: 0, pages: 1, bytes }),
    }
}

/// Writes a copy of a file where the agent says, with a purpose: from then on the vault no longer protects it.
pub fn attachment_save(
    call: &Call<'_, ReadDocuments>,
    request: AttachmentSaveRequest,
) -> Result<SavedFileView, Error> {
    let AttachmentSaveRequest { attachment, purpose, reason } = request;
    let mut issues = Issues::new();
    check_why(&mut issues, purpose, &reason);
    issues.finish(Some(())).map_err(Error::fields)?;
    let found = call.read(|r| Found::read(r, attachment))?;
    let opener = Opener::of(call, found.kind.said.nature)?;
    let bytes = call.read(|r| opener.open(&found.row, &r.sealed_file(&found.row)?))?;
    let sha256 = fingerprint(&bytes);
    // Whatever the paper, what a copy was taken out for is in the journal (O05).
    let why = why_in_words(purpose, &reason);
    let told = found.whose.detail(&found.kind, "copie sortie du coffre");
    let as_given = match found.row.format {
        FileFormat::Pdf => ", telle qu’elle a été donnée",
        _ => "",
    };
    let told = format!("{told}. Copie enregistrée{as_given}. Motif\u{a0}: {why}. Empreinte {sha256}");
    call.consult(found.whose.told(told), |_| Ok(()))?;
    // A name that says nothing of health, and nothing the family chose.
    let paper = match found.kind.said.nature {
        DocumentNature::Health => "piece".to_owned(),
        _ => file_stem(&found.kind.said.name),
    };
    let name = file_stem(found.whose.name());
    // Two families have a child of that name, one paper has two files: none takes the place of another in a folder.
    let file = call.read(|r| {
        let family = found.whose.families().first().map(|family| r.family(*family)).transpose()?.flatten();
        Ok(family.map_or(0, |family| family.number))
    })?;
    let id = attachment.as_uuid().simple().to_string();
    let mark = &id[id.len() - MARK_LETTERS..];
    let (today, ending) = (call.today(), found.row.format.ending());
    let file_name = format!("{paper}_{name}_dossier_{file:06}_{today}_{mark}.{ending}");
    let path = call.outside().save_file(&file_name, &bytes)?;
    Ok(SavedFileView { file_name, path, bytes: bytes.len() as u64, sha256 })
}
