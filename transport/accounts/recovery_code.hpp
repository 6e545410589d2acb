#pragma once

#include "events/ids.hpp"
#include "transport/accounts/secret.hpp"

#include <string>
#include <string_view>
#include <vector>

/// Codes for whoever has lost what makes the others: each is good once, for a sign-in.
namespace switchboard::recovery_code {

constexpr std::size_t how_many = 10;

/// 80 random bits as `abcd-efgh-ijkl-mnop`, in letters and digits that nobody mistakes for another.
std::string make();
std::vector<std::string> make_all();

/// What is kept of one; how it was typed (capitals, dashes, spaces) does not matter. With the owner
/// in it, two people's codes are never the same row.
digest digest_of(const user_id& owner, std::string_view typed);

} // namespace switchboard::recovery_code
