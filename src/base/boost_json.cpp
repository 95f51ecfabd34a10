// The one translation unit that holds Boost.JSON's code (it is used as headers everywhere else).
#include <boost/json/src.hpp>
