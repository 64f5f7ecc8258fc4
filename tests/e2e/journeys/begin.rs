//! The first start, as every new book has it.

use crate::desk::Desk;
use crate::keys::Key;

/// The password of the books that journeys begin.
pub const PASSWORD: &str = "hong wang 2026";

/// The password of the sample: nobody is in it.
pub const SAMPLE: &str = "示例";

/// From the books on this laptop to a new book of the village 清溪村; `shown` is told of each step when it is filled in.
pub fn begin(desk: &mut Desk, shown: impl Fn(&mut Desk, &str)) {
    desk.push("new-book");
    desk.see("purpose");
    shown(desk, "purpose");
    desk.push("agree");
    desk.choose("station-village");
    desk.fill("operator-name", "何明");
    shown(desk, "who");
    desk.press(Key::Enter);
    desk.see("facts");
    desk.fill("name", "清溪村");
    desk.fill("town", "石桥镇");
    shown(desk, "facts");
    desk.press(Key::Enter);
    desk.see("password-step");
    desk.write(PASSWORD);
    desk.fill("repeat", PASSWORD);
    shown(desk, "password");
    desk.press(Key::Enter);
    desk.see("recovery-sheet");
    shown(desk, "recovery");
    let code = desk.attribute("recovery-groups", "data-code");
    desk.push("recovery-copied");
    desk.see("recovery-last");
    desk.write(code.rsplit('-').next().unwrap_or_default());
    desk.press(Key::Enter);
    desk.see("go-intake");
    shown(desk, "begun");
}
