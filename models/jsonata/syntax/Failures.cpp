#include "models/jsonata/syntax/Failures.h"

#include "models/base/Text.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace pb::jsonata {

namespace {

struct Sentence {
    const char* code;
    const char* text;  ///< %t token, %v value, %i argument
};

/// The codes are those of the language (docs.jsonata.org and the public test suite); the words are ours.
constexpr std::array sentences = {
    Sentence{"D1001", QT_TRANSLATE_NOOP("pb", "A number is infinite here, as after a division by 0. It cannot be used any further.")},
    Sentence{"D1002", QT_TRANSLATE_NOOP("pb", "Cannot negate %v. It is not a number.")},
    Sentence{"D1004", QT_TRANSLATE_NOOP("pb", "The regular expression matches an empty text, so it would match for ever.")},
    Sentence{"D1009", QT_TRANSLATE_NOOP("pb", "Two clauses of the object make the same key %v.")},
    Sentence{"D1010", QT_TRANSLATE_NOOP("pb", "The transform would change something that must not be changed.")},
    Sentence{"D1020", QT_TRANSLATE_NOOP("pb", "The run was stopped.")},
    Sentence{"D1021", QT_TRANSLATE_NOOP("pb", "The run needs more memory than its limit allows.")},
    Sentence{"D1022", QT_TRANSLATE_NOOP("pb", "A sequence grew longer than the limit allows.")},
    Sentence{"D1023", QT_TRANSLATE_NOOP("pb", "A picture, or what it asks for, is longer than the limit of %v characters.")},
    Sentence{"D2014", QT_TRANSLATE_NOOP("pb", "The range has %v items. That is more than the limit of 10 million.")},
    Sentence{"D3001", QT_TRANSLATE_NOOP("pb", "Cannot write the number as text. It is not finite.")},
    Sentence{"D3010", QT_TRANSLATE_NOOP("pb", "The pattern of $%t must not be an empty text.")},
    Sentence{"D3011", QT_TRANSLATE_NOOP("pb", "The limit of $%t must not be negative.")},
    Sentence{"D3012", QT_TRANSLATE_NOOP("pb", "The replacement function of $%t did not give a text.")},
    Sentence{"D3020", QT_TRANSLATE_NOOP("pb", "The limit of $%t must not be negative.")},
    Sentence{"D3030", QT_TRANSLATE_NOOP("pb", "Cannot read %v as a number.")},
    Sentence{"D3040", QT_TRANSLATE_NOOP("pb", "The limit of $%t must not be negative.")},
    Sentence{"D3050", QT_TRANSLATE_NOOP("pb", "The function given to $%t must take at least two arguments.")},
    Sentence{"D3060", QT_TRANSLATE_NOOP("pb", "Cannot take the square root of %v. It is negative.")},
    Sentence{"D3061", QT_TRANSLATE_NOOP("pb", "The power of %v is too large for a number.")},
    Sentence{"D3070", QT_TRANSLATE_NOOP("pb", "$%t without a function sorts only texts or only numbers.")},
    Sentence{"D3080", QT_TRANSLATE_NOOP("pb", "The picture has more than two parts. One “;” separates positive from negative.")},
    Sentence{"D3081", QT_TRANSLATE_NOOP("pb", "A part of the picture has more than one decimal separator.")},
    Sentence{"D3082", QT_TRANSLATE_NOOP("pb", "A part of the picture has more than one percent sign.")},
    Sentence{"D3083", QT_TRANSLATE_NOOP("pb", "A part of the picture has more than one per-mille sign.")},
    Sentence{"D3084", QT_TRANSLATE_NOOP("pb", "A part of the picture has a percent and a per-mille sign.")},
    Sentence{"D3085", QT_TRANSLATE_NOOP("pb", "The picture needs at least one digit before the exponent.")},
    Sentence{"D3086", QT_TRANSLATE_NOOP("pb", "Other characters stand between the digits of the picture.")},
    Sentence{"D3087", QT_TRANSLATE_NOOP("pb", "A grouping separator stands beside the decimal separator of the picture.")},
    Sentence{"D3088", QT_TRANSLATE_NOOP("pb", "A grouping separator stands at the end of the picture's whole part.")},
    Sentence{"D3089", QT_TRANSLATE_NOOP("pb", "Two grouping separators of the picture stand side by side.")},
    Sentence{"D3090", QT_TRANSLATE_NOOP("pb", "An optional digit stands after a mandatory one in the picture's whole part.")},
    Sentence{"D3091", QT_TRANSLATE_NOOP("pb", "A mandatory digit stands after an optional one in the picture's fraction.")},
    Sentence{"D3092", QT_TRANSLATE_NOOP("pb", "A picture with a percent or per-mille sign cannot have an exponent.")},
    Sentence{"D3093", QT_TRANSLATE_NOOP("pb", "The exponent of the picture must be digits.")},
    Sentence{"D3100", QT_TRANSLATE_NOOP("pb", "The base of a number must be from 2 to 36, not %v.")},
    Sentence{"D3110", QT_TRANSLATE_NOOP("pb", "Cannot read %v as a time in ISO 8601.")},
    Sentence{"D3120", QT_TRANSLATE_NOOP("pb", "The text given to $eval is no expression: %v")},
    Sentence{"D3121", QT_TRANSLATE_NOOP("pb", "The expression given to $eval failed: %v")},
    Sentence{"D3130", QT_TRANSLATE_NOOP("pb", "Formatting or reading a number as %v is not possible.")},
    Sentence{"D3131", QT_TRANSLATE_NOOP("pb", "The digits of the picture are of different families.")},
    Sentence{"D3132", QT_TRANSLATE_NOOP("pb", "The date picture has no component %v.")},
    Sentence{"D3133", QT_TRANSLATE_NOOP("pb", "The component %v of a date has no name. Only months and days have.")},
    Sentence{"D3134", QT_TRANSLATE_NOOP("pb", "The time zone of a picture takes at most four digits.")},
    Sentence{"D3135", QT_TRANSLATE_NOOP("pb", "A “[” of the date picture is never closed.")},
    Sentence{"D3136", QT_TRANSLATE_NOOP("pb", "The parts of the date do not make a day: one in between is missing.")},
    Sentence{"D3137", QT_TRANSLATE_NOOP("pb", "%v")},
    Sentence{"D3138", QT_TRANSLATE_NOOP("pb", "$single found more than one match.")},
    Sentence{"D3139", QT_TRANSLATE_NOOP("pb", "$single found no match.")},
    Sentence{"D3140", QT_TRANSLATE_NOOP("pb", "The text %v given to $%t is no well-formed part of a URL.")},
    Sentence{"D3141", QT_TRANSLATE_NOOP("pb", "%v")},
    Sentence{"S0101", QT_TRANSLATE_NOOP("pb", "A text is never closed by its quote.")},
    Sentence{"S0102", QT_TRANSLATE_NOOP("pb", "The number %t is out of range.")},
    Sentence{"S0103", QT_TRANSLATE_NOOP("pb", "The escape “\\%t” is unknown.")},
    Sentence{"S0104", QT_TRANSLATE_NOOP("pb", "“\\u” must be followed by four hexadecimal digits.")},
    Sentence{"S0105", QT_TRANSLATE_NOOP("pb", "A quoted name is never closed by its back tick.")},
    Sentence{"S0106", QT_TRANSLATE_NOOP("pb", "A comment is never closed.")},
    Sentence{"S0201", QT_TRANSLATE_NOOP("pb", "“%t” is not expected here.")},
    Sentence{"S0202", QT_TRANSLATE_NOOP("pb", "Expected “%v”, but “%t” stands here.")},
    Sentence{"S0203", QT_TRANSLATE_NOOP("pb", "Expected “%v”, but the expression ends here.")},
    Sentence{"S0204", QT_TRANSLATE_NOOP("pb", "The operator “%t” is unknown.")},
    Sentence{"S0205", QT_TRANSLATE_NOOP("pb", "“%t” is not expected here.")},
    Sentence{"S0206", QT_TRANSLATE_NOOP("pb", "“%t” is no expression.")},
    Sentence{"S0207", QT_TRANSLATE_NOOP("pb", "The expression ends where a value is expected.")},
    Sentence{"S0208", QT_TRANSLATE_NOOP("pb", "Parameter %i of the function is no variable. Its name must begin with “$”.")},
    Sentence{"S0209", QT_TRANSLATE_NOOP("pb", "A filter cannot follow a grouping.")},
    Sentence{"S0210", QT_TRANSLATE_NOOP("pb", "A step can have only one grouping.")},
    Sentence{"S0211", QT_TRANSLATE_NOOP("pb", "“%t” cannot stand at the beginning of a value.")},
    Sentence{"S0212", QT_TRANSLATE_NOOP("pb", "The left side of “:=” is no variable. Its name must begin with “$”.")},
    Sentence{"S0213", QT_TRANSLATE_NOOP("pb", "The literal %v cannot be a step of a path.")},
    Sentence{"S0214", QT_TRANSLATE_NOOP("pb", "The right side of “%t” is no variable. Its name must begin with “$”.")},
    Sentence{"S0215", QT_TRANSLATE_NOOP("pb", "A binding with “@” must stand before the filters of its step.")},
    Sentence{"S0216", QT_TRANSLATE_NOOP("pb", "A binding with “@” must stand before the order of its step.")},
    Sentence{"S0217", QT_TRANSLATE_NOOP("pb", "The parent of this expression cannot be found.")},
    Sentence{"S0301", QT_TRANSLATE_NOOP("pb", "A regular expression is empty.")},
    Sentence{"S0302", QT_TRANSLATE_NOOP("pb", "A regular expression is never closed by “/”.")},
    Sentence{"S0303", QT_TRANSLATE_NOOP("pb", "The regular expression is not valid. %v")},
    Sentence{"S0401", QT_TRANSLATE_NOOP("pb", "Only functions and arrays take a type in “<…>”.")},
    Sentence{"S0402", QT_TRANSLATE_NOOP("pb", "A choice of types cannot hold types with “<…>”.")},
    Sentence{"S0500", QT_TRANSLATE_NOOP("pb", "The expression has errors, so it cannot run.")},
    Sentence{"S0599", QT_TRANSLATE_NOOP("pb", "The expression is nested deeper than 1000 levels or chained longer than 3000.")},
    Sentence{"T0410", QT_TRANSLATE_NOOP("pb", "Argument %i of $%t is not of the type that it takes.")},
    Sentence{"T0411", QT_TRANSLATE_NOOP("pb", "The context is not of the type that argument %i of $%t takes.")},
    Sentence{"T0412", QT_TRANSLATE_NOOP("pb", "Argument %i of $%t must be an array of one type.")},
    Sentence{"T1003", QT_TRANSLATE_NOOP("pb", "The key of an object must be a text, not %v.")},
    Sentence{"T1005", QT_TRANSLATE_NOOP("pb", "“%t” is no function. The function is named “$%t”.")},
    Sentence{"T1006", QT_TRANSLATE_NOOP("pb", "“%t” is called, but it is no function.")},
    Sentence{"T1007", QT_TRANSLATE_NOOP("pb", "“%t” is no function. The function is named “$%t”.")},
    Sentence{"T1008", QT_TRANSLATE_NOOP("pb", "“%t” is given arguments, but it is no function.")},
    Sentence{"T1010", QT_TRANSLATE_NOOP("pb", "The matcher must be a regular expression or a function that answers like one.")},
    Sentence{"T2001", QT_TRANSLATE_NOOP("pb", "The left side of “%t” must be a number, not %v.")},
    Sentence{"T2002", QT_TRANSLATE_NOOP("pb", "The right side of “%t” must be a number, not %v.")},
    Sentence{"T2003", QT_TRANSLATE_NOOP("pb", "The left side of “..” must be a whole number, not %v.")},
    Sentence{"T2004", QT_TRANSLATE_NOOP("pb", "The right side of “..” must be a whole number, not %v.")},
    Sentence{"T2006", QT_TRANSLATE_NOOP("pb", "The right side of “~>” must be a function, not %v.")},
    Sentence{"T2007", QT_TRANSLATE_NOOP("pb", "Cannot order texts and numbers together, as %v shows.")},
    Sentence{"T2008", QT_TRANSLATE_NOOP("pb", "An order needs texts or numbers, not %v.")},
    Sentence{"T2009", QT_TRANSLATE_NOOP("pb", "The sides of “%t” must be of one type. One is %v.")},
    Sentence{"T2010", QT_TRANSLATE_NOOP("pb", "The sides of “%t” must be texts or numbers, not %v.")},
    Sentence{"T2011", QT_TRANSLATE_NOOP("pb", "The update of a transform must be an object, not %v.")},
    Sentence{"T2012", QT_TRANSLATE_NOOP("pb", "The deletion of a transform must be a text or texts, not %v.")},
    Sentence{"T2013", QT_TRANSLATE_NOOP("pb", "$clone was replaced by something that is no function.")},
    Sentence{"U1001", QT_TRANSLATE_NOOP("pb", "The run took too long or its calls are nested too deep.")},
    Sentence{"U1002", QT_TRANSLATE_NOOP("pb", "The expression is not UTF-8. Save its file as UTF-8.")},
};

QString sentenceOf(const Failure& failure) {
    const auto found = std::find_if(sentences.begin(), sentences.end(), [&](const Sentence& s) { return failure.code == s.code; });
    return found == sentences.end() ? qs(failure.code) : say(found->text);
}

}  // namespace

void describe(Failure& failure) {
    QString text = sentenceOf(failure);
    text.replace(QStringLiteral("%i"), QString::number(failure.index));
    text.replace(QStringLiteral("%t"), qs(failure.token));
    text.replace(QStringLiteral("%v"), qs(clipped(failure.value, 200)));
    failure.message = text;
}

Failure failure(std::string_view code, std::size_t position, std::string token, std::string value, int index) {
    Failure made;
    made.code = code;
    made.position = static_cast<std::uint32_t>(position);
    made.token = std::move(token);
    made.value = std::move(value);
    made.index = index;
    describe(made);
    return made;
}

Error Failure::error() const {
    Place place;
    const auto before = std::string_view(source).substr(0, std::min<std::size_t>(position, source.size()));
    const auto lineBegin = before.rfind('\n');
    const auto inLine = lineBegin == std::string_view::npos ? before : before.substr(lineBegin + 1);
    place.line = 1 + static_cast<int>(std::count(before.begin(), before.end(), '\n'));
    place.column = 1 + static_cast<int>(std::count_if(inLine.begin(), inLine.end(), [](char c) { return (c & 0xc0) != 0x80; }));
    place.byte = position;
    const bool limit = code == "U1001" || code == "D1021" || code == "D1022" || code == "D1023" || code == "D2014" || code == "S0599";
    const ErrorCode kind = code == "D1020" ? ErrorCode::cancelled : limit ? ErrorCode::limit : ErrorCode::invalidInput;
    return Error(kind, message + u" [" + qs(code) + u']', {}, place);
}

}  // namespace pb::jsonata
