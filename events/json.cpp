#include "events/json.hpp"

#include <cmath>

namespace switchboard::json {

namespace {

void write_escaped(std::string& out, char c) {
  constexpr char digits[] = "0123456789abcdef";
  switch (c) {
  case '"':
    out += "\\\"";
    return;
  case '\\':
    out += "\\\\";
    return;
  case '\n':
    out += "\\n";
    return;
  case '\r':
    out += "\\r";
    return;
  case '\t':
    out += "\\t";
    return;
  default:
    out += "\\u00";
    out += digits[static_cast<unsigned char>(c) >> 4];
    out += digits[static_cast<unsigned char>(c) & 0x0f];
  }
}

bool needs_escape(char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; }

} // namespace

void write(std::string& out, std::string_view text) {
  out += '"';
  std::size_t plain_from = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!needs_escape(text[i])) continue;
    out.append(text, plain_from, i - plain_from);
    write_escaped(out, text[i]);
    plain_from = i + 1;
  }
  out.append(text, plain_from, text.size() - plain_from);
  out += '"';
}

void write(std::string& out, timestamp at) {
  out += '"';
  append_to(out, at);
  out += '"';
}

void write(std::string& out, double number) {
  if (!std::isfinite(number)) {
    out += "null"; // JSON has no word for it; a reader that needs a number then says so.
    return;
  }
  char digits[32];
  const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  out.append(digits, end);
}

value parse(std::string_view text) {
  try {
    return value::parse(text);
  } catch (const value::exception& mistake) {
    const std::string_view what = mistake.what();
    throw error{std::string{what.substr(what.find(']') == what.npos ? 0 : what.find(']') + 2)}};
  }
}

void fail(const std::string& path, std::string_view expected) {
  throw error{path + ": expected " + std::string{expected}};
}

void read(const value& from, std::string& to, const std::string& path, unknown_fields) {
  if (!from.is_string()) fail(path, "a string");
  to = from.get_ref<const std::string&>();
}

void read(const value& from, bool& to, const std::string& path, unknown_fields) {
  if (!from.is_boolean()) fail(path, "true or false");
  to = from.get<bool>();
}

void read(const value& from, double& to, const std::string& path, unknown_fields) {
  if (!from.is_number()) fail(path, "a number");
  to = from.get<double>();
}

void read(const value& from, timestamp& to, const std::string& path, unknown_fields) {
  const auto time =
      from.is_string() ? parse_timestamp(from.get_ref<const std::string&>()) : std::nullopt;
  if (!time) fail(path, "a time like 2026-11-21T02:16:58.123Z");
  to = *time;
}

void read(const value& from, json_text& to, const std::string&, unknown_fields) {
  to.text = from.dump();
}

void read(const value& from, user_id& to, const std::string& path, unknown_fields) {
  std::optional<user_id> id;
  if (from.is_string())
    id = parse_user_id(from.get_ref<const std::string&>());
  else if (from.is_number_unsigned())
    id = parse_user_id(std::to_string(from.get<std::uint64_t>()));
  else if (from.is_number_integer())
    id = parse_user_id(std::to_string(from.get<std::int64_t>()));
  if (!id) fail(path, "a user id: 1 to 64 characters out of A-Z a-z 0-9 . _ @ -, or an integer");
  to = *std::move(id);
}

} // namespace switchboard::json
