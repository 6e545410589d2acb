#pragma once

#include "transport/accounts/account_safety.hpp"
#include "transport/api/errand.hpp"

#include <string>

/// What we write to people, in English or, for whoever's browser asks for it, in Chinese.
namespace switchboard::api {

/// The address of a link, for the web app: what is secret stands behind the `#`, which browsers
/// tell no server.
std::string address_of_reset(const ports& by, const secret& token);

mail::letter reset_letter(const errand& of, const fresh_link& link);
mail::letter verification_letter(const errand& of, const fresh_link& link);

/// Puts a letter on its way; false, and said in the log, when too many wait.
bool post(const errand& of, mail::letter written, const user_id& to);

/// Asks a new account's owner to verify their address, if mail is sent here.
void mail_verification(const errand& of, const user_id& user);

} // namespace switchboard::api
