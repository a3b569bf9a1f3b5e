//! Addresses as QR codes: of a unit for the notice board, of the preview for a telephone.

use fast_qr::convert::Builder;
use fast_qr::convert::svg::SvgBuilder;
use fast_qr::qr::QRBuilder;

use crate::model::org::OrgId;
use crate::plan::Page;
use crate::publish::index::Place;
use crate::site::Site;

/// The address of a unit as an SVG picture; `None` if the portal has none, or it is too long for a QR code.
pub fn of_unit(site: &Site, org: OrgId) -> Option<String> {
    svg(&site.whole_address(site.plan.at(&Page::Org(org)))?)
}

/// The same of a record.
pub fn of_record(site: &Site, place: Place) -> Option<String> {
    svg(&site.whole_address(site.plan.at(&Page::record(place)))?)
}

/// An SVG picture of `address`; `None` if it is too long for a QR code.
pub fn svg(address: &str) -> Option<String> {
    let code = QRBuilder::new(address).build().ok()?;
    Some(SvgBuilder::default().margin(2).to_str(&code))
}

/// The same in characters, for a terminal.
pub fn text(address: &str) -> Option<String> {
    QRBuilder::new(address).build().ok().map(|code| code.to_str())
}
