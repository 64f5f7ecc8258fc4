//! 人.

use domain::person::Person;

crate::table::table!(
    Person,
    "person",
    [id, name, former_name, id_number, id_reason, sex, birth, died_on, phone, ethnic, education, political, skills]
);
