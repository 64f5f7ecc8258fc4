//! A small reader of JSON, enough for what `cargo metadata` prints. Nothing is written here.

use std::iter::Peekable;
use std::str::Chars;

/// One JSON value. Numbers are kept as f64: none that is read here is larger than 2^53.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Null,
    Bool(bool),
    Number(f64),
    Text(String),
    List(Vec<Value>),
    /// Members in the order of the text.
    Map(Vec<(String, Value)>),
}

impl Value {
    /// A member of a map.
    pub fn get(&self, name: &str) -> Option<&Value> {
        match self {
            Value::Map(members) => members.iter().find(|(key, _)| key == name).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The text of a member of a map; empty where it is absent or null.
    pub fn word(&self, name: &str) -> &str {
        self.get(name).and_then(Value::text).unwrap_or_default()
    }

    /// The elements of a member of a map; none where it is absent.
    pub fn each(&self, name: &str) -> &[Value] {
        match self.get(name) {
            Some(Value::List(elements)) => elements,
            _ => &[],
        }
    }

    pub fn text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// Reads one value and nothing after it.
pub fn parse(text: &str) -> Result<Value, String> {
    let mut reader = Reader { rest: text.chars().peekable(), depth: 0 };
    let value = reader.value()?;
    reader.space();
    match reader.rest.next() {
        None => Ok(value),
        Some(more) => Err(format!("JSON: {more:?} after the end")),
    }
}

struct Reader<'a> {
    rest: Peekable<Chars<'a>>,
    depth: usize,
}

impl Reader<'_> {
    fn space(&mut self) {
        while self.rest.next_if(char::is_ascii_whitespace).is_some() {}
    }

    fn expect(&mut self, wanted: char) -> Result<(), String> {
        match self.rest.next() {
            Some(found) if found == wanted => Ok(()),
            found => Err(format!("JSON: {wanted:?} wanted, {found:?} found")),
        }
    }

    fn word(&mut self, word: &str, value: Value) -> Result<Value, String> {
        word.chars().try_for_each(|letter| self.expect(letter))?;
        Ok(value)
    }

    fn value(&mut self) -> Result<Value, String> {
        self.space();
        match self.rest.peek().copied() {
            Some('n') => self.word("null", Value::Null),
            Some('t') => self.word("true", Value::Bool(true)),
            Some('f') => self.word("false", Value::Bool(false)),
            Some('"') => self.string().map(Value::Text),
            Some('[') => self.within('[', ']', Reader::value).map(Value::List),
            Some('{') => self.within('{', '}', Reader::member).map(Value::Map),
            Some('-' | '0'..='9') => self.number(),
            found => Err(format!("JSON: a value wanted, {found:?} found")),
        }
    }

    fn member(&mut self) -> Result<(String, Value), String> {
        self.space();
        let name = self.string()?;
        self.space();
        self.expect(':')?;
        Ok((name, self.value()?))
    }

    fn within<T>(
        &mut self,
        open: char,
        close: char,
        one: fn(&mut Self) -> Result<T, String>,
    ) -> Result<Vec<T>, String> {
        self.depth += 1;
        if self.depth > 128 {
            return Err("JSON: nested too deeply".to_owned());
        }
        self.expect(open)?;
        let mut elements = Vec::new();
        self.space();
        if self.rest.next_if_eq(&close).is_none() {
            loop {
                elements.push(one(self)?);
                self.space();
                if self.rest.next_if_eq(&',').is_none() {
                    break;
                }
            }
            self.expect(close)?;
        }
        self.depth -= 1;
        Ok(elements)
    }

    fn number(&mut self) -> Result<Value, String> {
        let mut digits = String::new();
        while let Some(digit) = self.rest.next_if(|c| matches!(c, '0'..='9' | '-' | '+' | '.' | 'e' | 'E')) {
            digits.push(digit);
        }
        digits.parse().map(Value::Number).map_err(|_| format!("JSON: {digits} is no number"))
    }

    fn string(&mut self) -> Result<String, String> {
        self.expect('"')?;
        let mut text = String::new();
        loop {
            match self.rest.next().ok_or("JSON: a string without an end")? {
                '"' => return Ok(text),
                '\\' => text.push(self.escaped()?),
                plain => text.push(plain),
            }
        }
    }

    fn escaped(&mut self) -> Result<char, String> {
        Ok(match self.rest.next() {
            Some('n') => '\n',
            Some('t') => '\t',
            Some('r') => '\r',
            Some('b') => '\u{8}',
            Some('f') => '\u{c}',
            Some('u') => {
                let high = self.hex()?;
                let code = if (0xD800..0xDC00).contains(&high) {
                    self.expect('\\')?;
                    self.expect('u')?;
                    0x1_0000 + ((high - 0xD800) << 10) + self.hex()?.wrapping_sub(0xDC00) % 0x400
                } else {
                    high
                };
                char::from_u32(code).ok_or("JSON: half of a surrogate pair")?
            }
            Some(itself @ ('"' | '\\' | '/')) => itself,
            found => return Err(format!("JSON: {found:?} cannot be escaped")),
        })
    }

    fn hex(&mut self) -> Result<u32, String> {
        (0..4).try_fold(0, |code, _| {
            let digit = self.rest.next().and_then(|c| c.to_digit(16)).ok_or("JSON: four hexadecimal digits wanted")?;
            Ok(code * 16 + digit)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_value_is_read() {
        let value = parse(r#" {"a":[null,true,false,-1.5e2,"x"],"b":{},"c":[]} "#).unwrap();
        let list = [Value::Null, Value::Bool(true), Value::Bool(false), Value::Number(-150.0), Value::Text("x".into())];
        assert_eq!(value.each("a"), list);
        assert_eq!(value.get("b"), Some(&Value::Map(vec![])));
        assert!(value.each("c").is_empty() && value.each("absent").is_empty() && value.word("absent").is_empty());
    }

    #[test]
    fn escapes_and_pairs_become_their_characters() {
        assert_eq!(parse(r#""\"\\\/\n\u53f0\ud842\udfb7""#).unwrap(), Value::Text("\"\\/\n台𠮷".into()));
        assert!(parse(r#""\ud842""#).is_err());
    }

    #[test]
    fn what_is_not_json_is_refused() {
        for wrong in ["", "{", "[1,]", "{\"a\" 1}", "nul", "1 2", "\"open", "--", &"[".repeat(200)] {
            assert!(parse(wrong).is_err(), "{wrong} was taken");
        }
    }
}
