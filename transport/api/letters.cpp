#include "transport/api/letters.hpp"

#include "transport/accounts/secret.hpp"

#include <utility>

namespace switchboard::api {

namespace {

std::string address_of_verification(const ports& by, const secret& token) {
  return by.public_url + "/#/verify/" + std::string{token.view()};
}

bool reads_chinese(const errand& of) {
  return of.asked().header("accept-language").starts_with("zh");
}

mail::letter letter_to(const errand& of, const fresh_link& link, std::string subject,
                       std::string text) {
  return {random_uuid(), link.email, std::move(subject), std::move(text), of.now()};
}

std::string minutes_until(const errand& of, timestamp end) {
  return std::to_string((end - of.now()) / 60'000);
}

} // namespace

std::string address_of_reset(const ports& by, const secret& token) {
  return by.public_url + "/#/reset/" + std::string{token.view()};
}

mail::letter reset_letter(const errand& of, const fresh_link& link) {
  const auto address = address_of_reset(of.by(), link.token);
  const auto minutes = minutes_until(of, link.expires_at);
  if (reads_chinese(of))
    return letter_to(of, link, "设置新密码",
                     link.user.value
                         + "，您好：\n\n有人（大概是您）要求为您的账户设置新密码。"
                           "请打开此链接，它只能使用一次，"
                         + minutes + " 分钟内有效：\n\n" + address
                         + "\n\n如果不是您，请忽略此邮件，什么都不会改变。\n");
  return letter_to(of, link, "A new password",
                   "Hello " + link.user.value
                       + ",\n\nsomebody, probably you, asked for a new password for your account. "
                         "Choose it here; the link works once, for "
                       + minutes + " minutes:\n\n" + address
                       + "\n\nIf it was not you, do nothing, and nothing changes.\n");
}

mail::letter verification_letter(const errand& of, const fresh_link& link) {
  const auto address = address_of_verification(of.by(), link.token);
  if (reads_chinese(of))
    return letter_to(of, link, "确认您的邮箱地址",
                     link.user.value + "，您好：\n\n请打开此链接以确认这是您的邮箱地址：\n\n"
                         + address + "\n\n如果您没有注册账户，请忽略此邮件。\n");
  return letter_to(of, link, "Is this your address?",
                   "Hello " + link.user.value
                       + ",\n\nopen this link to show that this address is yours:\n\n" + address
                       + "\n\nIf you made no account with us, do nothing.\n");
}

bool post(const errand& of, mail::letter written, const user_id& to) {
  const auto id = written.id;
  const bool is_taken = of.by().post(std::move(written));
  if (is_taken)
    of.by().people->info("mail_posted", {{"user", to.value}, {"mail", id}});
  else
    of.by().people->error("mail_not_posted", {{"user", to.value}, {"cause", "too many wait"}});
  return is_taken;
}

void mail_verification(const errand& of, const user_id& user) {
  if (!of.by().post) return;
  of.by().accounts->request_verification(user, of.now(), [of](account_reply<fresh_link> came) {
    const auto* link = std::get_if<fresh_link>(&came);
    if (link) post(of, verification_letter(of, *link), link->user);
  });
}

} // namespace switchboard::api
