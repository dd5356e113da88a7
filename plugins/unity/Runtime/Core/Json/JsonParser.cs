#nullable enable
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Mien.Core.Json
{
    /// <summary>A strict reader of JSON (RFC 8259), for small files: the core has no library for it.</summary>
    public sealed class JsonParser
    {
        private const int Deepest = 32;

        private readonly string _text;
        private int _at;

        private JsonParser(string text)
        {
            _text = text;
        }

        /// <summary>The value that a text is.</summary>
        /// <exception cref="MienException">It is no JSON, or nested too deeply.</exception>
        public static JsonValue Parse(string text)
        {
            var parser = new JsonParser(text);
            JsonValue value = parser.Value(0);
            parser.PassSpace();
            return parser._at == text.Length ? value : throw parser.Wrong("the end");
        }

        private JsonValue Value(int depth)
        {
            if (depth > Deepest)
            {
                throw Wrong("less nesting");
            }
            PassSpace();
            switch (Peek())
            {
                case '{':
                    return Members(depth);
                case '[':
                    return Items(depth);
                case '"':
                    return JsonValue.OfText(Text());
                case 't':
                    Word("true");
                    return JsonValue.OfBoolean(true);
                case 'f':
                    Word("false");
                    return JsonValue.OfBoolean(false);
                case 'n':
                    Word("null");
                    return JsonValue.Nothing;
                default:
                    return Number();
            }
        }

        private JsonValue Members(int depth)
        {
            var members = new Dictionary<string, JsonValue>();
            Take('{');
            for (bool isFirst = true; !TryTake('}'); isFirst = false)
            {
                if (!isFirst)
                {
                    Take(',');
                }
                PassSpace();
                string name = Text();
                Take(':');
                members[name] = Value(depth + 1);
            }
            return JsonValue.OfMembers(members);
        }

        private JsonValue Items(int depth)
        {
            var items = new List<JsonValue>();
            Take('[');
            for (bool isFirst = true; !TryTake(']'); isFirst = false)
            {
                if (!isFirst)
                {
                    Take(',');
                }
                items.Add(Value(depth + 1));
            }
            return JsonValue.OfItems(items);
        }

        private string Text()
        {
            var text = new StringBuilder();
            if (Peek() != '"')
            {
                throw Wrong("a text");
            }
            _at++;
            for (char letter = Next(); letter != '"'; letter = Next())
            {
                if (letter < ' ')
                {
                    throw Wrong("no control character in a text");
                }
                text.Append(letter == '\\' ? Escaped() : letter);
            }
            return text.ToString();
        }

        private char Escaped()
        {
            char letter = Next();
            switch (letter)
            {
                case 'b':
                    return '\b';
                case 'f':
                    return '\f';
                case 'n':
                    return '\n';
                case 'r':
                    return '\r';
                case 't':
                    return '\t';
                case '"':
                case '\\':
                case '/':
                    return letter;
                case 'u':
                    return Unit();
                default:
                    throw Wrong("an escape");
            }
        }

        private char Unit()
        {
            bool isThere = _at + 4 <= _text.Length;
            string digits = isThere ? _text.Substring(_at, 4) : "";
            if (!ushort.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort unit))
            {
                throw Wrong("four hexadecimal digits");
            }
            _at += 4;
            return (char)unit;
        }

        private JsonValue Number()
        {
            int start = _at;
            TryPass('-');
            int digitsAt = _at;
            PassDigits();
            if (_at > digitsAt + 1 && _text[digitsAt] == '0')
            {
                throw Wrong("a number without leading zeros");
            }
            if (TryPass('.'))
            {
                PassDigits();
            }
            if (TryPass('e') || TryPass('E'))
            {
                bool isSigned = TryPass('+') || TryPass('-');
                PassDigits();
            }
            return JsonValue.OfNumber(_text.Substring(start, _at - start));
        }

        private void PassDigits()
        {
            int start = _at;
            while (_at < _text.Length && _text[_at] >= '0' && _text[_at] <= '9')
            {
                _at++;
            }
            if (_at == start)
            {
                throw Wrong("a value");
            }
        }

        private bool TryPass(char letter)
        {
            bool isIt = _at < _text.Length && _text[_at] == letter;
            _at += isIt ? 1 : 0;
            return isIt;
        }

        private void Word(string word)
        {
            if (string.CompareOrdinal(_text, _at, word, 0, word.Length) != 0)
            {
                throw Wrong("a value");
            }
            _at += word.Length;
        }

        private bool TryTake(char letter)
        {
            PassSpace();
            return TryPass(letter);
        }

        private void Take(char letter)
        {
            if (!TryTake(letter))
            {
                throw Wrong(letter.ToString());
            }
        }

        private void PassSpace()
        {
            while (_at < _text.Length && " \t\r\n".IndexOf(_text[_at]) >= 0)
            {
                _at++;
            }
        }

        private char Peek()
        {
            return _at < _text.Length ? _text[_at] : throw Wrong("a value");
        }

        private char Next()
        {
            char letter = Peek();
            _at++;
            return letter;
        }

        private MienException Wrong(string expected)
        {
            return new MienException("JSON: expected " + expected + " at character " + _at);
        }
    }
}
