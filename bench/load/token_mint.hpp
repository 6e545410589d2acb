#pragma once

#include <filesystem>
#include <memory>
#include <string>

typedef struct evp_pkey_st EVP_PKEY;

namespace switchboard::load {

/// An outside issuer of tokens that the server is configured to trust, so that thousands of people
/// can sign in without thousands of passwords being hashed first.
class token_mint {
public:
  static constexpr const char* issuer = "load";
  static constexpr const char* audience = "switchboard";

  token_mint();

  void write_public_key(const std::filesystem::path& file) const;
  /// Good for a day.
  std::string token_for(const std::string& user) const;

private:
  struct free_key {
    void operator()(EVP_PKEY* key) const;
  };

  std::unique_ptr<EVP_PKEY, free_key> key_;
};

} // namespace switchboard::load
