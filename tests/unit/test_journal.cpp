#include "tiersim/journal.hpp"

#include <cmath>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <memory>

#include "analysis/bytes.hpp"
#include "analysis/measures_bytes.hpp"
#include "tests/catch.hpp"
#include "tests/support/loading.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tiersim/attribution.hpp"
#include "tiersim/experiment.hpp"
#include "tiersim/intervals.hpp"

using namespace tiersim;
using Catch::Matchers::ContainsSubstring;
using test::file_text;
using test::TemporaryFolder;

namespace {

constexpr std::uint64_t key = 0x1234'5678'9abc'def0;

/// A journal, and what it told.
struct Opened {
  explicit Opened(const std::string& folder)
      : journal{folder, [this](const std::string& text) { warnings += text + '\n'; },
                [this](const std::string& text) { notes += text + '\n'; }} {}
  std::string warnings;
  std::string notes;
  Journal journal;
};

std::string journal_path(const TemporaryFolder& folder) {
  return folder.path(std::string{Journal::file_name});
}

/// The bytes of a journal with three records of one key.
std::string three_records() {
  const TemporaryFolder folder;
  {
    Opened opened{folder.path()};
    for (const std::uint32_t i : {0U, 1U, 2U}) {
      opened.journal.add(key, i, "replication " + std::to_string(i));
    }
  }
  return file_text(journal_path(folder));
}

/// Two tiers with service credits and targets by week: every part of Measures has something.
struct Desk {
  Desk()
      : loaded{test::load(test::two_tiers(),
                          {"horizon.length=9w", "sla.resolution.target={P1: 30m, P2: 2h}",
                           "sla.resolution.service_credits={fee: 1000, bands: [{below: 99.9%, "
                           "credit: 10%}]}"})},
        model{compile(loaded.scenario)},
        layout{model} {
    for (const Period& week : periods_of(model, PeriodKind::week)) {
      cells.push_back(make_cell(model, layout, *find_kpi("wait"), Stat{}, {}).value());
      cells.back().window = week.window;
    }
  }
  [[nodiscard]] Arm arm() const { return {model, layout, cells, loaded.hash}; }

  LoadedScenario loaded;
  Model model;
  MeasureLayout layout;
  std::vector<KpiCell> cells;
};

bool same(const Measures& a, const Measures& b) {
  bool same_periods = a.periods.size() == b.periods.size();
  for (std::size_t i = 0; same_periods && i < a.periods.size(); ++i) {
    same_periods = same(a.periods[i], b.periods[i]);
  }
  return same_periods && a.sums == b.sums && a.histograms == b.histograms && a.closes == b.closes &&
         a.credits == b.credits && a.outcome.fingerprint == b.outcome.fingerprint &&
         a.outcome.events == b.outcome.events && a.outcome.opened == b.outcome.opened &&
         a.outcome.resolved == b.outcome.resolved && a.outcome.merged == b.outcome.merged &&
         a.outcome.cancelled == b.outcome.cancelled && a.outcome.open == b.outcome.open &&
         a.outcome.backlog == b.outcome.backlog && a.outcome.most_open == b.outcome.most_open;
}

Measures measures_of(const Desk& desk) {
  Study study{{desk.arm()}, {.progress = {}, .beside = {}}};
  REQUIRE(study.run_up_to(1));
  return study.estimator(0).total();
}

std::string bytes_of(const Measures& measures) {
  ByteWriter writer;
  write(writer, measures);
  return writer.take();
}

}  // namespace

TEST_CASE("numbers come back from bytes bit for bit") {
  const std::vector<std::int64_t> whole{0, 0, 0, -1, 1, 63, -64, 64, INT64_MAX, INT64_MIN, 0, 7, 0};
  const std::vector<double> real{
      0.0, -0.0, 1.5, 0.0, -1e300, 5e-324, std::numeric_limits<double>::infinity(), 0.0};
  ByteWriter writer;
  for (const std::uint64_t one :
       {std::uint64_t{0}, std::uint64_t{127}, std::uint64_t{128}, UINT64_MAX}) {
    writer.number(one);
  }
  for (const std::int64_t one : whole) writer.integer(one);
  writer.text("some text");
  writer.sparse(std::span<const std::int64_t>{whole});
  writer.sparse(std::span<const double>{real});
  const std::string bytes = writer.take();
  ByteReader reader{bytes};
  CHECK(reader.number() == 0);
  CHECK(reader.number() == 127);
  CHECK(reader.number() == 128);
  CHECK(reader.number() == UINT64_MAX);
  for (const std::int64_t one : whole) CHECK(reader.integer() == one);
  CHECK(reader.text() == "some text");
  std::vector<std::int64_t> whole_again(whole.size(), 99);
  reader.sparse(std::span<std::int64_t>{whole_again});
  CHECK(whole_again == whole);
  std::vector<double> real_again(real.size(), 99);
  reader.sparse(std::span<double>{real_again});
  CHECK(real_again == real);
  CHECK(std::signbit(real_again[1]));
  CHECK(reader.is_done());
}

TEST_CASE("bytes that end too early, or say too much, are no numbers") {
  ByteReader cut{"\x80"};
  CHECK(cut.number() == 0);
  CHECK_FALSE(cut.ok());
  ByteReader long_one{std::string_view{"\xff\xff\xff\xff\xff\xff\xff\xff\xff\x7f"}};
  CHECK(long_one.number() == 0);
  CHECK_FALSE(long_one.ok());
  ByteReader text{std::string_view{"\x05"
                                   "abc"}};
  CHECK(text.text().empty());
  CHECK_FALSE(text.ok());
  std::vector<std::int64_t> two(2);
  ByteReader zeros{std::string_view{"\x03\x00", 2}};  // three zeros in a table of two
  zeros.sparse(std::span<std::int64_t>{two});
  CHECK_FALSE(zeros.ok());
}

TEST_CASE("what a replication returns comes back from bytes bit for bit") {
  const Desk desk;
  const Measures measures = measures_of(desk);
  REQUIRE(measures.outcome.resolved > 500);
  REQUIRE_FALSE(measures.credits.empty());
  REQUIRE(measures.periods.size() == 9);
  const std::string bytes = bytes_of(measures);
  ByteReader reader{bytes};
  const MeasuresShape shape{desk.layout.sums(), desk.layout.histograms(), 9};
  const Measures again = read_measures(reader, shape);
  CHECK(reader.is_done());
  CHECK(same(again, measures));
  CHECK(bytes_of(again) == bytes);
  ByteReader other{bytes};
  (void)read_measures(other, {desk.layout.sums(), desk.layout.histograms(), 8});
  CHECK_FALSE(other.ok());
}

TEST_CASE("damaged measures are read without harm, or refused") {
  Desk desk;
  desk.cells.resize(1);
  const std::string bytes = bytes_of(measures_of(desk));
  const MeasuresShape shape{desk.layout.sums(), desk.layout.histograms(), 1};
  const std::size_t step = std::max<std::size_t>(1, bytes.size() / 300);
  for (std::size_t at = 0; at < bytes.size(); at += step) {
    std::string damaged = bytes;
    damaged[at] = static_cast<char>(damaged[at] ^ static_cast<char>(1U << (at % 8)));
    ByteReader reader{damaged};
    (void)read_measures(reader, shape);
    ByteReader cut{std::string_view{bytes}.substr(0, at)};
    (void)read_measures(cut, shape);
    CHECK_FALSE(cut.ok());
  }
}

TEST_CASE("a journal keeps what it is given, by key and replication") {
  const TemporaryFolder folder;
  const std::string below = folder.path("new/folder");
  {
    Opened opened{below};
    opened.journal.add(key, 3, "three");
    opened.journal.add(key + 1, 3, "");
    CHECK(opened.journal.find(key, 3) == "three");
    CHECK_FALSE(opened.journal.find(key, 2));
  }
  Opened again{below};
  CHECK(again.journal.size() == 2);
  CHECK(again.journal.find(key, 3) == "three");
  CHECK(again.journal.find(key + 1, 3) == "");
  CHECK_FALSE(again.journal.find(key + 2, 3));
  CHECK(again.warnings.empty());
  again.journal.expect(std::vector<std::uint64_t>{key + 2, key + 1});
  CHECK_THAT(again.notes, ContainsSubstring("has 2 finished replications: those of this command"));
  again.journal.expect(std::vector<std::uint64_t>{key + 2});
  CHECK(std::count(again.notes.begin(), again.notes.end(), '\n') == 1);
}

TEST_CASE("a journal of something else says so, and keeps it") {
  const TemporaryFolder folder;
  { Opened{folder.path()}.journal.add(key, 0, "other"); }
  Opened again{folder.path()};
  again.journal.expect(std::vector<std::uint64_t>{key + 1});
  CHECK_THAT(again.notes, ContainsSubstring("1 finished replication, none of this command"));
  CHECK(again.journal.find(key, 0) == "other");
}

TEST_CASE("a journal that was cut off at any byte has the records before") {
  const std::string whole = three_records();
  const std::size_t first_line = whole.find('\n') + 1;
  const std::size_t record = (whole.size() - first_line) / 3;
  for (std::size_t size = 0; size <= whole.size(); ++size) {
    const TemporaryFolder folder;
    (void)folder.put(std::string{Journal::file_name}, whole.substr(0, size));
    const std::size_t left = size < first_line ? 0 : (size - first_line) / record;
    {
      Opened opened{folder.path()};
      CHECK(opened.warnings.empty());
      REQUIRE(opened.journal.size() == left);
      for (std::uint32_t i = 0; i < left; ++i) {
        CHECK(opened.journal.find(key, i) == "replication " + std::to_string(i));
      }
      for (auto i = static_cast<std::uint32_t>(left); i < 3; ++i) {
        opened.journal.add(key, i, "replication " + std::to_string(i));
      }
    }
    CHECK(file_text(journal_path(folder)) == whole);
  }
}

TEST_CASE("damage at any byte of a journal is told, and nothing wrong is read") {
  const std::string whole = three_records();
  const std::size_t first_line = whole.find('\n') + 1;
  for (std::size_t at = 0; at < whole.size(); ++at) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x20);
    const TemporaryFolder folder;
    (void)folder.put(std::string{Journal::file_name}, damaged);
    if (at < first_line) {
      CHECK_THROWS_AS(Opened{folder.path()}, JournalError);
      CHECK(file_text(journal_path(folder)) == damaged);
      continue;
    }
    Opened opened{folder.path()};
    INFO(at);
    CHECK_THAT(opened.warnings, ContainsSubstring("is damaged"));
    CHECK(opened.journal.size() < 3);
    for (const std::uint32_t i : {0U, 1U, 2U}) {
      const auto found = opened.journal.find(key, i);
      if (found) CHECK(*found == "replication " + std::to_string(i));
    }
  }
}

TEST_CASE("a damaged replication costs only itself") {
  std::string bytes = three_records();
  bytes[bytes.find("replication 1")] = 'R';
  const TemporaryFolder folder;
  (void)folder.put(std::string{Journal::file_name}, bytes);
  Opened opened{folder.path()};
  CHECK_THAT(opened.warnings, ContainsSubstring("one replication is simulated again"));
  CHECK(opened.journal.find(key, 0));
  CHECK_FALSE(opened.journal.find(key, 1));
  CHECK(opened.journal.find(key, 2));
}

TEST_CASE("what is no journal of this version is left alone, with a reason") {
  const TemporaryFolder folder;
  const auto refused = [&](const std::string& bytes) {
    const std::string path = folder.put(std::string{Journal::file_name}, bytes);
    try {
      const Opened opened{folder.path()};
      return std::string{"opened"};
    } catch (const JournalError& error) {
      CHECK(file_text(path) == bytes);
      return std::string{error.what()};
    }
  };
  CHECK_THAT(refused("replication,kpi\n"), ContainsSubstring("is no journal of this program"));
  CHECK_THAT(refused("tiersim journal 1 of version 0.0.7\nrest"),
             ContainsSubstring("is of tiersim '0.0.7', this is ") &&
                 ContainsSubstring("name another folder, or remove that file"));
  CHECK_THAT(refused("tiersim journal 2 of version " TIERSIM_VERSION ", build 7-8\nrest"),
             ContainsSubstring("is of another build of tiersim " TIERSIM_VERSION " (builds need"));
  const std::string file = folder.put("file", "");
  CHECK_THROWS_AS(Opened{file}, JournalError);
  CHECK_THROWS_AS(Opened{file + "/below"}, JournalError);
  std::filesystem::remove(journal_path(folder));
  std::filesystem::create_directory(journal_path(folder));
  CHECK_THROWS_WITH(Opened{folder.path()}, ContainsSubstring("it is no file"));
}

TEST_CASE("two runs do not write into one journal at once") {
  const TemporaryFolder folder;
  const Opened first{folder.path()};
  CHECK_THROWS_WITH(Opened{folder.path()}, ContainsSubstring("is in use by another run"));
}

namespace {

/// Counts the replications that are simulated; finds nothing.
class Counts final : public JobSink {
 public:
  explicit Counts(std::atomic<int>& simulated) : simulated_{simulated} {}
  void take(const FactBlock& /*block*/) override {
    if (!std::exchange(counted_, true)) ++simulated_;
  }
  void merge() override {}
  [[nodiscard]] std::string kept_as() const override { return "nothing"; }
  [[nodiscard]] bool restore(std::string_view found) override { return found.empty(); }

 private:
  std::atomic<int>& simulated_;
  bool counted_ = false;
};

/// All that a study of the desk finds, in figures.
struct StudyFound {
  std::vector<std::optional<double>> values;
  std::uint64_t fingerprint = 0;
  std::int64_t breached_ms = 0;
  std::vector<double> required;
  int simulated = 0;
  bool operator==(const StudyFound& other) const {
    return values == other.values && fingerprint == other.fingerprint &&
           breached_ms == other.breached_ms && required == other.required;
  }
};

StudyFound
study_of(const Desk& desk, std::size_t replications, unsigned threads, Journal* journal) {
  std::atomic<int> simulated{0};
  AttributionCollector attribution{desk.model};
  IntervalCollector intervals{
      desk.loaded.scenario, desk.model,
      requirement(desk.loaded.scenario, desk.model, summarise_demand(desk.model)), 30 * one_minute};
  StudyOptions options{.threads = threads, .progress = {}, .beside = {}, .journal = journal};
  options.beside.emplace_back(
      [&](std::size_t, std::uint32_t) { return std::make_unique<Counts>(simulated); });
  options.beside.emplace_back([&](std::size_t, std::uint32_t) { return attribution.sink(); });
  options.beside.emplace_back([&](std::size_t, std::uint32_t) { return intervals.sink(); });
  Study study{{desk.arm()}, options};
  REQUIRE(study.run_up_to(replications));
  StudyFound found;
  for (const Estimate& one : study.estimates(0)) {
    found.values.push_back(one.value);
    found.values.push_back(one.interval ? std::optional{one.interval->low} : std::nullopt);
  }
  found.fingerprint = study.estimator(0).total().outcome.fingerprint;
  found.breached_ms = attribution.total().overall(SlaId{0U}).whole().elapsed_ms;
  const IntervalTable table = intervals.table();
  for (std::size_t i = 0; i < table.grid().size(); ++i) {
    const IntervalRow& row = table.tier(TierId{0U}, i);
    for (const double one : {row.required, row.handling, row.queue, row.oldest_wait_ms}) {
      found.required.push_back(one);
    }
  }
  found.simulated = simulated;
  return found;
}

}  // namespace

TEST_CASE("a study goes on from its journal, and finds the same") {
  const Desk desk;
  const StudyFound at_once = study_of(desk, 6, 1, nullptr);
  REQUIRE(at_once.simulated == 6);
  REQUIRE(at_once.breached_ms > 0);
  const TemporaryFolder folder;
  {
    Opened opened{folder.path()};
    CHECK(study_of(desk, 4, 2, &opened.journal).simulated == 4);
  }
  Opened opened{folder.path()};
  const StudyFound resumed = study_of(desk, 6, 3, &opened.journal);
  CHECK(resumed.simulated == 2);
  CHECK(resumed == at_once);
  CHECK_THAT(opened.notes, ContainsSubstring("has 4 finished replications"));
  const StudyFound all_kept = study_of(desk, 6, 1, &opened.journal);
  CHECK(all_kept.simulated == 0);
  CHECK(all_kept == at_once);
}

TEST_CASE("replications of another seed, window or scenario are not taken for those of a study") {
  const Desk desk;
  const TemporaryFolder folder;
  Opened opened{folder.path()};
  REQUIRE(study_of(desk, 1, 1, &opened.journal).simulated == 1);
  Desk other_hash;
  ++other_hash.loaded.hash;
  CHECK(study_of(other_hash, 1, 1, &opened.journal).simulated == 1);
  Desk other_seed;
  ++other_seed.model.seed;
  CHECK(study_of(other_seed, 1, 1, &opened.journal).simulated == 1);
  Desk other_window;
  other_window.model.window_from += one_day;
  CHECK(study_of(other_window, 1, 1, &opened.journal).simulated == 1);
  Desk other_periods;
  other_periods.cells.pop_back();
  CHECK(study_of(other_periods, 1, 1, &opened.journal).simulated == 1);
  CHECK(opened.journal.size() == 5);
  CHECK(study_of(desk, 1, 1, &opened.journal).simulated == 0);
}

TEST_CASE("an arm without a hash is simulated each time") {
  const Desk desk;
  const TemporaryFolder folder;
  Opened opened{folder.path()};
  Arm arm = desk.arm();
  arm.hash.reset();
  Study study{{arm}, {.progress = {}, .beside = {}, .journal = &opened.journal}};
  REQUIRE(study.run_up_to(1));
  CHECK(opened.journal.size() == 0);
}
