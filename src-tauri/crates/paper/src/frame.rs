//! Finding the numbers on a finished page.

use domain::document::LinkKey;
use typst::layout::{Frame, FrameItem, Point};
use typst::model::Destination;

/// A number on a page that opens its records. In points from the upper left corner of the page.
#[derive(Clone, Debug, PartialEq)]
pub struct Hotspot {
    /// What it opens.
    pub link: LinkKey,
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

/// The hotspots of a page in reading order.
pub(crate) fn hotspots(frame: &Frame) -> Vec<Hotspot> {
    let mut found = Vec::new();
    collect(frame, Point::zero(), &mut found);
    found
}

/// No form turns or scales its parts, so that positions only add up.
fn collect(frame: &Frame, origin: Point, found: &mut Vec<Hotspot>) {
    for (position, item) in frame.items() {
        let corner = origin + *position;
        match item {
            FrameItem::Group(group) => collect(&group.frame, corner, found),
            FrameItem::Link(Destination::Url(url), size) => found.push(Hotspot {
                link: LinkKey(url.as_str().to_owned()),
                x: corner.x.to_pt(),
                y: corner.y.to_pt(),
                width: size.x.to_pt(),
                height: size.y.to_pt(),
            }),
            _ => {}
        }
    }
}

/// Takes the links out: a PDF that leaves the house must not carry them.
pub(crate) fn strip_links(frame: &mut Frame) {
    frame.retain(|item| match item {
        FrameItem::Link(..) => false,
        FrameItem::Group(group) => {
            strip_links(&mut group.frame);
            true
        }
        _ => true,
    });
}
