#include "sim/text_hints.hpp"

#include "sim/text.hpp"
#include "tests/catch.hpp"

using namespace tiersim;

TEST_CASE("numbers as they are written elsewhere", "[text_hints]") {
  CHECK(meant_number("1,5") == "1.5");
  CHECK(meant_number("1 000") == "1000");
  CHECK(meant_number("1.200,50") == "1200.50");
  CHECK(meant_number("1,234,567") == "1234567");
  CHECK(meant_number("26 EUR") == "26");
  CHECK(meant_number("$26/h") == "26");
  CHECK(meant_number("1,200").empty());
  CHECK(meant_number("42k").empty());
  CHECK(meant_number("8:30").empty());
  CHECK(meant_number("many").empty());
}

TEST_CASE("lengths of time as they are written elsewhere", "[text_hints]") {
  CHECK(meant_length("20 min") == "20m");
  CHECK(meant_length("1,5 hours") == "1.5h");
  CHECK(meant_length("1 hour 30 Minutes") == "1h30m");
  CHECK(meant_length("00:20").empty());
  CHECK(meant_length("20").empty());
}

TEST_CASE("dates as they are written elsewhere", "[text_hints]") {
  for (const char* text : {"2026/1/5", "2026-1-5", "5.1.2026", "20260105", "2026-01-05T08:00"}) {
    CHECK(meant_date(text) == "2026-01-05");
  }
  CHECK(meant_date("25/12/2026") == "2026-12-25");
  CHECK(meant_date("12/25/2026") == "2026-12-25");
  CHECK(meant_date("05/01/2026").empty());
  CHECK(meant_date("January").empty());
}

TEST_CASE("times of day and days as they are written elsewhere", "[text_hints]") {
  for (const char* text : {"8", "8am", "8h", "0800", "08.00", "8:00"}) {
    CHECK(meant_time_of_day(text) == "08:00");
  }
  CHECK(meant_time_of_day("5:30 PM") == "17:30");
  CHECK(meant_time_of_day("12am") == "00:00");
  CHECK(meant_time_of_day("noon").empty());
  CHECK(meant_days("weekdays") == "mon-fri");
  CHECK(meant_days("Monday - Friday") == "mon-fri");
  CHECK(meant_days("Sat, Sun") == "sat,sun");
}

namespace {

/// What stands between the first pair of backticks of a suggestion, without quotes.
std::string suggested(const Complaint& complaint) {
  const std::size_t from = complaint.suggestion.find('`');
  const std::size_t to = complaint.suggestion.find('`', from + 1);
  INFO(complaint.what << "; " << complaint.suggestion);
  REQUIRE(to != std::string::npos);
  std::string text = complaint.suggestion.substr(from + 1, to - from - 1);
  std::erase(text, '"');
  return text;
}

}  // namespace

TEST_CASE("what is suggested for a value would be taken", "[text_hints]") {
  for (const char* text : {"65 %", "0,65", "65 percent", "0.5"}) {
    CHECK(parse_percent(suggested(parse_percent(text).complaint())));
  }
  for (const char* text : {"20 min", "2mo", "3 months", "5", "-5m", "1,5 h", "3 working days"}) {
    CHECK(parse_span(suggested(parse_span(text, TimeUnits::horizon).complaint()),
                     TimeUnits::horizon));
  }
  for (const char* text : {"2 days", "1w", "20min", "2bd"}) {
    CHECK(parse_span(suggested(parse_span(text, TimeUnits::work).complaint()), TimeUnits::work));
  }
  for (const char* text :
       {"80", "80 per day", "80 a day", "1,5/h", "960/year", "80/working day", "80/tick", "many"}) {
    INFO(text);
    CHECK(parse_volume(suggested(parse_volume(text).complaint())));
  }
  for (const char* text : {"> 90%", "90%", "= 4h", "> 2bd", "at least 90%", "<", "<= 5 min",
                           "<= 37000 GBP", "<= 37k", "<= 2bd", "<= much"}) {
    CHECK(parse_bound(suggested(parse_bound(text).complaint())));
  }
  for (const char* text : {"5.1.2026", "05/01/2026", "soon"}) {
    CHECK(parse_date(suggested(parse_date(text).complaint())));
  }
  for (const char* text : {"8 to 18", "8-18", "9am-5pm", "08:00", "always"}) {
    const Complaint complaint = parse_day_spans(text).complaint();
    CHECK((parse_day_spans(suggested(complaint)) || parse_time_of_day(suggested(complaint))));
  }
  for (const char* text : {"2%", "2%/mo", "2 % per month", "20%/year", "much"}) {
    CHECK(parse_growth(suggested(parse_growth(text).complaint())));
  }
  CHECK(suggested(parse_growth("20%/year").complaint()) == "1.531%/month");
}
