#include "transport/mail/letter.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <string_view>
#include <vector>

namespace switchboard::mail {

namespace {

/// A line of a mail in base 64, and how many bytes of ours it holds.
constexpr std::size_t line_bytes = 57;
/// So much of a subject, encoded, fits into one word of a header line.
constexpr std::size_t word_bytes = 42;

std::string base64(std::string_view bytes) {
  std::vector<unsigned char> out(4 * (bytes.size() / 3 + 1) + 1);
  const int size = EVP_EncodeBlock(out.data(), reinterpret_cast<const unsigned char*>(bytes.data()),
                                   static_cast<int>(bytes.size()));
  return {out.begin(), out.begin() + size};
}

bool is_plain(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= 0x20 && c < 0x7f; });
}

/// At most so many bytes of the text, without cutting a letter in two.
std::string_view piece_of(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && (static_cast<unsigned char>(text[most]) >> 6) == 2)
    --most;
  return text.substr(0, most);
}

/// As a header may hold it (RFC 2047).
std::string header_text(std::string_view text) {
  if (is_plain(text)) return std::string{text};
  std::string out;
  while (!text.empty()) {
    auto piece = piece_of(text, word_bytes);
    if (piece.empty()) piece = text.substr(0, word_bytes); // No letters, but somebody's bytes.
    out += (out.empty() ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?") + base64(piece) + "?=";
    text.remove_prefix(piece.size());
  }
  return out;
}

std::string date_of(timestamp at) {
  const auto seconds = static_cast<std::time_t>(at.ms / 1000);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  std::array<char, 64> text{};
  const auto size = std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S +0000", &parts);
  return {text.data(), size};
}

std::string lines_of(std::string_view text) {
  std::string out;
  for (; !text.empty(); text.remove_prefix(std::min(line_bytes, text.size())))
    out += base64(text.substr(0, line_bytes)) + "\r\n";
  return out;
}

} // namespace

std::string to_wire(const letter& of, const std::string& from) {
  const auto domain = from.substr(from.rfind('@') + 1);
  return "From: <" + from + ">\r\nTo: <" + of.to + ">\r\nSubject: " + header_text(of.subject)
         + "\r\nDate: " + date_of(of.written_at) + "\r\nMessage-ID: <" + of.id + '@' + domain
         + ">\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
           "Content-Transfer-Encoding: base64\r\nAuto-Submitted: auto-generated\r\n\r\n"
         + lines_of(of.text);
}

} // namespace switchboard::mail
