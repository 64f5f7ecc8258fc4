//! Names of people: what makes two spellings the same name.
//!
//! Characters are counted, not UTF-16 units: 𠮷 is one. Names of twenty and more characters and `·` are real.

/// The form in which names are stored and compared: spaces of any width out of Chinese names, `·` for its many
/// look-alikes, full-width letters narrow. Names in Latin letters keep single spaces.
#[must_use]
pub fn tidy(name: &str) -> String {
    let mut tidy = String::with_capacity(name.len());
    for one in name.trim().chars() {
        match one {
            '•' | '・' | '‧' | '∙' | '⋅' | '●' | '．' | '.' => tidy.push('·'),
            '\u{ff01}'..='\u{ff5e}' => tidy.extend(char::from_u32(one as u32 - 0xfee0)),
            _ if one.is_whitespace() || matches!(one, '\u{200b}'..='\u{200f}' | '\u{feff}') => {
                if tidy.ends_with(|last: char| last.is_ascii_alphabetic()) {
                    tidy.push(' ');
                }
            }
            _ => {
                if !one.is_ascii_alphabetic() && tidy.ends_with(' ') {
                    tidy.pop();
                }
                tidy.push(one);
            }
        }
    }
    tidy.truncate(tidy.trim_end().len());
    tidy
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_inside_a_chinese_name_say_nothing() {
        assert_eq!(tidy("白\u{3000}伟"), "白伟");
        assert_eq!(tidy(" 王 伟 "), "王伟");
        assert_eq!(tidy("𠮷 䶮"), "𠮷䶮");
    }

    #[test]
    fn the_dot_of_long_names_is_one_dot() {
        assert_eq!(tidy("阿卜杜拉•买买提"), "阿卜杜拉·买买提");
        assert_eq!(tidy("阿卜杜拉．买买提"), "阿卜杜拉·买买提");
    }

    #[test]
    fn latin_names_keep_single_spaces() {
        assert_eq!(tidy("Anna  Maria"), "Anna Maria");
    }
}
