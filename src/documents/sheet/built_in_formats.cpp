// The formats that a workbook names by number only, as an Excel in Taiwan shows them.
#include "documents/sheet/number_format.hpp"

namespace gangmu::documents::sheet {

std::string_view built_in_format(long id) {
    switch (id) {
        case 1:
            return "0";
        case 2:
            return "0.00";
        case 3:
            return "#,##0";
        case 4:
            return "#,##0.00";
        case 9:
            return "0%";
        case 10:
            return "0.00%";
        case 14:
            return "yyyy/m/d";
        case 15:
            return "d-mm-yy";
        case 16:
            return "m/d";
        case 17:
            return "yyyy/m";
        case 18:
        case 19:
        case 20:
            return "h:mm";
        case 21:
            return "h:mm:ss";
        case 22:
            return "yyyy/m/d h:mm";
        case 27:
        case 28:
        case 29:
        case 36:
        case 50:
        case 51:
        case 54:
        case 57:
        case 58:
            return "e/m/d";
        case 30:
            return "m/d/yy";
        case 31:
            return "yyyy\"年\"m\"月\"d\"日\"";
        case 37:
        case 38:
            return "#,##0;-#,##0";
        case 39:
        case 40:
            return "#,##0.00;-#,##0.00";
        case 45:
            return "mm:ss";
        default:
            return {};
    }
}

}  // namespace gangmu::documents::sheet
