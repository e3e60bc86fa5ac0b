//! Places where people are born, as a form looks for them.

use domain::values;
use security::access::ReadOwn;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::Error;
use crate::call::Call;

/// Places offered under a field.
const OFFERED: usize = 12;

/// What is being typed.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PlaceSearchRequest {
    /// A name, a postcode or an INSEE code.
    pub text: String,
}

/// A place that matches.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PlaceView {
    /// INSEE code of the commune or the country.
    pub code: String,
    /// Its name.
    pub label: String,
    /// What tells it from its namesakes: `21`, `pays`.
    pub detail: String,
    /// Whether it is a country: the town may be typed beside it.
    pub is_country: bool,
}

/// Places that match, the likeliest first.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PlaceSearchView {
    /// The places.
    pub places: Vec<PlaceView>,
}

/// Communes of today and of before, and countries, under what is typed.
pub fn search_places(_: &Call<'_, ReadOwn>, request: PlaceSearchRequest) -> Result<PlaceSearchView, Error> {
    let found = values::search_places(&request.text, OFFERED).into_iter().map(|place| PlaceView {
        code: place.code.clone(),
        label: place.name.clone(),
        detail: place.detail(),
        is_country: place.kind == values::PlaceKind::Country,
    });
    Ok(PlaceSearchView { places: found.collect() })
}
