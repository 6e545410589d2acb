#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace switchboard {

/// Each says what is wrong, as one sentence for the person; nothing when all is well.

/// A name is a user id that could not be taken for one side of a queue's call.
std::optional<std::string> fault_of_username(std::string_view name);

/// Whether it has the shape of an address; only writing to it would show more.
std::optional<std::string> fault_of_email(std::string_view email);

std::optional<std::string> fault_of_password(std::string_view password, std::string_view username,
                                             std::string_view email, std::size_t min_length);

/// Names and addresses that differ in the case of ASCII letters alone are the same to people.
std::string folded(std::string_view text);

} // namespace switchboard
