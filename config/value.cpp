#include "config/value.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace switchboard::config {

namespace {

template <class... Lambdas>
struct overloaded : Lambdas... {
  using Lambdas::operator()...;
};

std::string number_text(double number) {
  char text[32];
  const auto [end, error] =
      std::to_chars(text, text + sizeof text, number, std::chars_format::general, 15);
  return error == std::errc{} ? std::string{text, end} : std::string{};
}

/// Numbers of a configuration fit a double exactly; showing them as integers keeps them readable.
std::string range_text(const allowed& values) {
  const auto text = [](double number) {
    return number == std::floor(number) ? std::to_string(static_cast<std::int64_t>(number))
                                        : number_text(number);
  };
  return text(values.least) + " to " + text(values.most);
}

std::string words_text(const allowed& values) {
  std::string text;
  const auto count = static_cast<std::size_t>(
      std::find(values.words.begin(), values.words.end(), "") - values.words.begin());
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) text += i + 1 == count ? " or " : ", ";
    text += values.words[i];
  }
  return text;
}

std::string in_quotes(std::string_view text) {
  constexpr std::size_t longest_shown = 60;
  std::string out = "\"";
  for (const char c : text.substr(0, longest_shown)) {
    if (c == '"' || c == '\\') out += '\\';
    out += static_cast<unsigned char>(c) < 0x20 ? '?' : c;
  }
  return out + (text.size() > longest_shown ? "…\"" : "\"");
}

std::string shown(const value& given) {
  return std::visit(
      overloaded{[](bool is) { return std::string{is ? "true" : "false"}; },
                 [](std::int64_t number) { return std::to_string(number); },
                 [](double number) { return number_text(number); },
                 [](const std::string& text) { return in_quotes(text); },
                 [](const std::vector<std::string>&) { return std::string{"a list"}; }},
      given);
}

template <class Number>
std::optional<Number> parse_number(std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::vector<std::string> split_list(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const auto comma = text.find(',');
    auto part = text.substr(0, comma);
    while (part.starts_with(' '))
      part.remove_prefix(1);
    while (part.ends_with(' '))
      part.remove_suffix(1);
    if (!part.empty()) parts.emplace_back(part);
    text = comma == std::string_view::npos ? std::string_view{} : text.substr(comma + 1);
  }
  return parts;
}

bool is_in(const allowed& values, double number) {
  return number >= values.least && number <= values.most;
}

bool is_in(const allowed& values, const std::string& word) {
  return !values.has_words()
         || std::find(values.words.begin(), values.words.end(), word) != values.words.end();
}

/// Each overload says whether `given` is of the right type and may be there, and puts it there.
bool put(const entry&, bool& at, const value& given) {
  const auto* is = std::get_if<bool>(&given);
  if (is) at = *is;
  return is != nullptr;
}

bool put(const entry& to, std::int64_t& at, const value& given) {
  const auto* number = std::get_if<std::int64_t>(&given);
  if (!number || !is_in(to.values, static_cast<double>(*number))) return false;
  at = *number;
  return true;
}

bool put(const entry& to, double& at, const value& given) {
  const auto* integer = std::get_if<std::int64_t>(&given);
  const auto* number = std::get_if<double>(&given);
  if (!integer && !number) return false;
  const double candidate = integer ? static_cast<double>(*integer) : *number;
  if (!is_in(to.values, candidate)) return false;
  at = candidate;
  return true;
}

bool put(const entry& to, std::string& at, const value& given) {
  const auto* text = std::get_if<std::string>(&given);
  if (!text || text->find('\0') != std::string::npos || !is_in(to.values, *text)) return false;
  at = *text;
  return true;
}

bool put(const entry&, std::vector<std::string>& at, const value& given) {
  const auto* list = std::get_if<std::vector<std::string>>(&given);
  if (list) at = *list;
  return list != nullptr;
}

bool put(const entry&, endpoint& at, const value& given) {
  const auto* text = std::get_if<std::string>(&given);
  const auto parsed = text ? parse_endpoint(*text) : std::nullopt;
  if (parsed) at = *parsed;
  return parsed.has_value();
}

/// Text of a variable or flag as the kind of value that belongs there; as text when it is none, so
/// that the message can show it.
value value_for(const slot& target, std::string_view text) {
  const value as_text = std::string{text};
  if (std::holds_alternative<bool*>(target)) {
    if (text == "true" || text == "1") return true;
    if (text == "false" || text == "0") return false;
  }
  if (std::holds_alternative<std::int64_t*>(target)) {
    if (const auto number = parse_number<std::int64_t>(text)) return *number;
  }
  if (std::holds_alternative<double*>(target)) {
    if (const auto number = parse_number<double>(text)) return *number;
  }
  if (std::holds_alternative<std::vector<std::string>*>(target)) return split_list(text);
  return as_text;
}

} // namespace

std::optional<std::string> assign(const entry& to, const value& given) {
  const bool is_put = std::visit([&](auto* at) { return put(to, *at, given); }, to.target);
  if (is_put) return std::nullopt;
  return to.name() + " cannot be " + shown(given) + "; allowed is " + allowed_text(to);
}

std::optional<std::string> assign_text(const entry& to, std::string_view text) {
  return assign(to, value_for(to.target, text));
}

std::string allowed_text(const entry& of) {
  if (of.values.has_words()) return words_text(of.values);
  return std::visit(
      overloaded{[](const bool*) { return std::string{"true or false"}; },
                 [&](const std::int64_t*) { return "an integer, " + range_text(of.values); },
                 [&](const double*) { return "a number, " + range_text(of.values); },
                 [](const std::string*) { return std::string{"text"}; },
                 [](const std::vector<std::string>*) { return std::string{"a list of texts"}; },
                 [](const endpoint*) { return std::string{"HOST:PORT, port 0 to 65535"}; }},
      of.target);
}

std::string toml_text(const entry& of) {
  return std::visit(overloaded{[](const bool* is) { return std::string{*is ? "true" : "false"}; },
                               [](const std::int64_t* number) { return std::to_string(*number); },
                               [](const double* number) { return number_text(*number); },
                               [](const std::string* text) { return in_quotes(*text); },
                               [](const std::vector<std::string>* list) {
                                 std::string text = "[";
                                 for (const auto& each : *list)
                                   text += (text.size() > 1 ? ", " : "") + in_quotes(each);
                                 return text + ']';
                               },
                               [](const endpoint* at) { return in_quotes(to_string(*at)); }},
                    of.target);
}

std::optional<endpoint> parse_endpoint(std::string_view text) {
  if (text.empty()) return endpoint{};
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  auto host = text.substr(0, colon);
  const auto port = parse_number<std::uint16_t>(text.substr(colon + 1));
  const bool is_bracketed = host.starts_with('[') && host.ends_with(']') && host.size() > 2;
  if (is_bracketed) host = host.substr(1, host.size() - 2);
  const bool is_host = !host.empty() && host.find_first_of("[]/ \t") == std::string_view::npos
                       && (is_bracketed || host.find(':') == std::string_view::npos);
  if (!is_host || !port) return std::nullopt;
  return endpoint{std::string{host}, *port};
}

std::string to_string(const endpoint& at) {
  if (at.empty()) return {};
  const bool is_bracketed = at.host.find(':') != std::string::npos;
  return (is_bracketed ? '[' + at.host + ']' : at.host) + ':' + std::to_string(at.port);
}

} // namespace switchboard::config
