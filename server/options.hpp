#pragma once

#include "actors/services.hpp"
#include "config/settings.hpp"
#include "events/log/kafka/options.hpp"
#include "events/queue.hpp"
#include "transport/accounts/accounts.hpp"
#include "transport/api/ice_servers.hpp"
#include "transport/engagement/reach.hpp"
#include "transport/http/settings.hpp"
#include "transport/mail/smtp_sender.hpp"
#include "transport/net/budgets.hpp"
#include "transport/people_log/people_log.hpp"
#include "transport/queue_register/queue_register.hpp"

#include <memory>
#include <optional>
#include <string>

/// What each part is told of the settings. A setting has one name in the file and may have another
/// in the part that obeys it; this is the only place that knows both.
namespace switchboard::server {

http::settings http_settings_of(const config::settings& all);

/// How much people and addresses may ask for, over HTTP and on sockets together.
std::shared_ptr<net::shared_budgets> budgets_of(const config::settings& all);

/// Reads the key of the outside issuer, if there is one; throws a `key_error` if it is no good.
account_options account_options_of(const config::settings& all);

engine_options engine_options_of(const config::settings& all);

/// Reads the password for the mail server, if it is in a file; throws a `key_error` if it is no
/// good. Nothing when no mail is sent.
std::optional<mail::smtp_options> smtp_options_of(const config::settings& all);

/// Reads the secret of the TURN servers, if it is in a file; throws a `key_error` if it is no good.
api::ice_options ice_options_of(const config::settings& all);

queue_register::options queue_register_options_of(const config::settings& all);

/// Reads the secret that customers' tokens are signed with, if it is in a file; throws a
/// `key_error` if it is no good.
secret customer_secret_of(const config::settings& all);

/// How a queue works that nobody has given settings of its own.
queue::settings queue_settings_of(const config::settings& all);

contact_policy contact_policy_of(const config::settings& all);

kafka_options kafka_options_of(const config::settings& all);

std::unique_ptr<people_log> make_people_log(const config::settings& all);

/// How many threads serve connections, and as many run actors.
unsigned thread_count_of(const config::settings& all);

} // namespace switchboard::server
