#include "sim/date_format.hpp"

#include "tests/catch.hpp"

using namespace tiersim;

namespace {

LocalTime at(int year, unsigned month, unsigned day, int hour = 0, int minute = 0, int second = 0) {
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{month},
                                         std::chrono::day{day}};
  return LocalTime{LocalDay{date}} + hour * one_hour + minute * one_minute + second * one_second;
}

}  // namespace

TEST_CASE("date format: as exports write dates") {
  CHECK(DateFormat{"%d/%m/%Y %H:%M"}.parse("29/2/2016 01:16") == at(2016, 2, 29, 1, 16));
  CHECK(DateFormat{"%d/%m/%Y %H:%M"}.parse("9/12/2016 7:05") == at(2016, 12, 9, 7, 5));
  CHECK(DateFormat{"%Y-%m-%dT%H:%M:%SZ"}.parse("2026-01-05T08:00:59Z") == at(2026, 1, 5, 8, 0, 59));
  CHECK(DateFormat{"%d-%b-%y"}.parse("05-Jan-26") == at(2026, 1, 5));
  CHECK(DateFormat{"%d %b %y"}.parse("5 DEC 69") == at(1969, 12, 5));
  CHECK(DateFormat{"%Y%m%d"}.parse("20260105") == at(2026, 1, 5));
  CHECK(DateFormat{"100%% %Y-%m-%d"}.parse("100% 2026-01-05") == at(2026, 1, 5));
}

TEST_CASE("date format: what does not fit as a whole, or is no date, gives nothing") {
  const DateFormat format{"%d/%m/%Y %H:%M"};
  for (const char* text :
       {"", "?", "31/2/2016 01:16", "29/2/2015 01:16", "1/13/2016 01:16", "0/1/2016 01:16",
        "1/1/2016 24:00", "1/1/2016 01:60", "1/1/16 01:16", "1/1/2016 01:16:00", "1/1/2016",
        "2016-01-01 01:16", "1/1/2016  01:16", "-1/1/2016 01:16", "+1/1/2016 01:16"}) {
    INFO(text);
    CHECK_FALSE(format.parse(text));
  }
  CHECK_FALSE(DateFormat{"%d %b %Y"}.parse("5 anf 2016"));  // between jan and feb
}

TEST_CASE("date format: patterns that cannot be used say why") {
  CHECK(DateFormat{"%d/%m/%Y %H:%M"}.failure().empty());
  CHECK(DateFormat{"%d/%q/%Y"}.failure() == "%q is not known");
  CHECK(DateFormat{"%d/%m/%Y %"}.failure() == "it ends in a single %");
  CHECK(DateFormat{"%d/%m %H:%M"}.failure() == "it has no year (%Y)");
  CHECK(DateFormat{"%m/%Y"}.failure() == "it has no day (%d)");
  CHECK(DateFormat{"%H:%M %d %Y"}.failure() == "it has no month (%m)");
}

TEST_CASE("date format: a usual pattern is proposed") {
  CHECK(guess_date_format("2016-02-29 01:16") == "%Y-%m-%d %H:%M");
  CHECK(guess_date_format("29/2/2016 01:16") == "%d/%m/%Y %H:%M");
  CHECK(guess_date_format("2/29/2016 01:16:05") == "%m/%d/%Y %H:%M:%S");
  CHECK(guess_date_format("29.2.2016") == "%d.%m.%Y");
  CHECK_FALSE(guess_date_format("yesterday"));
}
