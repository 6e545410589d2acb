#pragma once

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>

namespace switchboard::testing {

inline std::string content_of(const std::filesystem::path& file) {
  std::ostringstream content;
  content << std::ifstream{file, std::ios::binary}.rdbuf();
  return content.str();
}

inline void overwrite(const std::filesystem::path& file, std::size_t offset,
                      std::string_view bytes) {
  std::fstream out{file, std::ios::binary | std::ios::in | std::ios::out};
  out.seekp(static_cast<std::streamoff>(offset));
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  REQUIRE(out.good());
}

inline void change_byte(const std::filesystem::path& file, std::size_t offset) {
  const auto changed = static_cast<char>(content_of(file).at(offset) ^ 1);
  overwrite(file, offset, {&changed, 1});
}

/// Changes one bit in the last place of the file that says `text`.
inline void change_byte_of(const std::filesystem::path& file, std::string_view text) {
  const auto found = content_of(file).rfind(text);
  REQUIRE(found != std::string::npos);
  change_byte(file, found + text.size() / 2);
}

} // namespace switchboard::testing
