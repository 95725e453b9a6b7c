#define CATCH_CONFIG_RUNNER
#include "tests/catch.hpp"

namespace {

/// Whether the caller asked for a list, whose exit code is the length of that list in Catch2 2.
bool lists(Catch::ConfigData const& config) {
#if defined(CATCH_VERSION_MAJOR) && CATCH_VERSION_MAJOR >= 3
  return config.listTests || config.listTags || config.listReporters || config.listListeners;
#else
  return config.listTests || config.listTags || config.listReporters || config.listTestNamesOnly;
#endif
}

}  // namespace

int main(int argc, char* argv[]) {
  Catch::Session session;
  if (int const usage_error = session.applyCommandLine(argc, argv); usage_error != 0) {
    return usage_error;
  }
  int const result = session.run();
  if (lists(session.configData())) {
    return result;
  }
  if (result != 0) {
    return 1;  // Catch's own code counts failures: four of them would read as a skipped test
  }
  return tiersim::test::any_skipped() ? tiersim::test::skip_return_code : 0;
}
