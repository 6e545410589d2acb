#include "transport/mail/smtp_sender.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace switchboard::mail {

namespace {

struct curl_closer {
  void operator()(CURL* open) const { curl_easy_cleanup(open); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using curl_handle = std::unique_ptr<CURL, curl_closer>;
using curl_list = std::unique_ptr<curl_slist, curl_closer>;

std::size_t give_bytes(char* into, std::size_t size, std::size_t count, void* from) {
  auto& rest = *static_cast<std::string_view*>(from);
  const auto given = std::min(size * count, rest.size());
  std::memcpy(into, rest.data(), given);
  rest.remove_prefix(given);
  return given;
}

int break_off_when_stopping(void* flag, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<const std::atomic<bool>*>(flag)->load() ? 1 : 0;
}

/// How we call ourselves to the server: by the domain that we write from.
std::string url_of(const smtp_options& chosen) {
  const auto* scheme = chosen.encryption == encryption::tls ? "smtps://" : "smtp://";
  return scheme + chosen.host + ':' + std::to_string(chosen.port) + '/'
         + chosen.from.substr(chosen.from.rfind('@') + 1);
}

void set_up(CURL* open, const smtp_options& chosen) {
  curl_easy_setopt(open, CURLOPT_URL, url_of(chosen).c_str());
  curl_easy_setopt(open, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(open, CURLOPT_USE_SSL,
                   chosen.encryption == encryption::none ? long{CURLUSESSL_NONE}
                                                         : long{CURLUSESSL_ALL});
  if (!chosen.trusted_certificates.empty())
    curl_easy_setopt(open, CURLOPT_CAINFO, chosen.trusted_certificates.c_str());
  if (!chosen.user.empty()) {
    curl_easy_setopt(open, CURLOPT_USERNAME, chosen.user.c_str());
    curl_easy_setopt(open, CURLOPT_PASSWORD, chosen.password.c_str());
  }
  curl_easy_setopt(open, CURLOPT_TIMEOUT_MS, static_cast<long>(chosen.timeout_ms));
  // Timeouts must not come by signals: there are other threads.
  curl_easy_setopt(open, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(open, CURLOPT_NOPROXY, "*");
}

/// What the server or the way there said. 5xx is for good; but a server that turns away whoever
/// signs in, or that cannot be trusted, may be set right while the letter waits.
attempt attempt_of(CURL* open, CURLcode code) {
  long answer = 0;
  curl_easy_getinfo(open, CURLINFO_RESPONSE_CODE, &answer);
  if (code == CURLE_OK) return {verdict::sent, {}};
  const bool is_about_letter = code == CURLE_SEND_ERROR || code == CURLE_RECV_ERROR
                               || code == CURLE_WEIRD_SERVER_REPLY || code == CURLE_QUOTE_ERROR
                               || code == CURLE_FAILED_INIT || code == CURLE_UPLOAD_FAILED;
  auto cause = std::string{curl_easy_strerror(code)};
  if (answer != 0) cause += ", the server's last word was " + std::to_string(answer);
  const bool is_for_good = is_about_letter && answer >= 500 && answer < 600;
  return {is_for_good ? verdict::refused : verdict::later, std::move(cause)};
}

} // namespace

smtp_sender::smtp_sender(smtp_options chosen) : options_{std::move(chosen)} {
  static const CURLcode is_ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (is_ready != CURLE_OK) throw std::runtime_error{"libcurl cannot be used"};
}

attempt smtp_sender::send(const letter& of, const std::atomic<bool>& is_stopping) const {
  const curl_handle open{curl_easy_init()};
  const curl_list to{curl_slist_append(nullptr, ('<' + of.to + '>').c_str())};
  if (!open || !to) return {verdict::later, "out of memory"};
  const auto wire = to_wire(of, options_.from);
  std::string_view rest{wire};
  set_up(open.get(), options_);
  curl_easy_setopt(open.get(), CURLOPT_MAIL_FROM, ('<' + options_.from + '>').c_str());
  curl_easy_setopt(open.get(), CURLOPT_MAIL_RCPT, to.get());
  curl_easy_setopt(open.get(), CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(open.get(), CURLOPT_READFUNCTION, &give_bytes);
  curl_easy_setopt(open.get(), CURLOPT_READDATA, &rest);
  curl_easy_setopt(open.get(), CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(open.get(), CURLOPT_XFERINFOFUNCTION, &break_off_when_stopping);
  curl_easy_setopt(open.get(), CURLOPT_XFERINFODATA, const_cast<std::atomic<bool>*>(&is_stopping));
  return attempt_of(open.get(), curl_easy_perform(open.get()));
}

} // namespace switchboard::mail
