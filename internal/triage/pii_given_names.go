package triage

// givenName tells names that are known for names of persons in Indonesia, given and family, of many peoples and faiths.
// Words that mean something in a report (Jaya, Mulia, Sari, Bunga, Budiman, Harapan) are left out where they mislead more
// than they help.
func givenName(w string) bool { return givenToL(w) || givenFromM(w) }

func givenToL(w string) bool {
	switch w {
	case "abdul", "abdullah", "abdurrahman", "abidin", "achmad", "adam", "adi", "adit", "aditya", "adnan", "afif",
		"agung", "agus", "agustina", "agustinus", "ahmad", "ainun", "aisyah", "aji", "akbar", "albert", "aldi", "alfian",
		"ali", "alif", "alwi", "amalia", "amelia", "amin", "aminah", "aminudin", "amir", "amirudin", "ana", "anas",
		"anastasia", "andi", "andika", "andre", "andreas", "andri", "andriani", "anggi", "anggraini", "angga", "anisa",
		"annisa", "anita", "anton", "antonius", "anwar", "apriyanto", "aria", "arief", "arif", "arifin", "arini", "aris",
		"arman", "arya", "asep", "asih", "astuti", "atik", "ayu", "aziz", "azis", "azizah":
		return true
	case "bagas", "bagus", "bahar", "bahrudin", "bambang", "baskoro", "bayu", "beni", "benny", "bernadus", "boby",
		"boris", "budi", "budiarto", "budiono", "budianto", "burhan", "burhanudin", "cahyo", "cahyadi", "cahyono", "candra",
		"chandra", "citra", "cici", "cecep", "christian", "christina", "clara", "dadang", "dahlan", "damar", "danang",
		"dani", "daniel", "darma", "darmawan", "darto", "darwis", "david", "dede", "dedi", "dedy", "deni", "denny", "desi",
		"dessy", "devi", "dewa", "dewi", "dian", "diana", "didik", "dika", "dimas", "dina", "dini", "dinda", "diah",
		"dodi", "dody", "doni", "donny", "dwi", "dyah":
		return true
	case "edi", "edy", "eddy", "eka", "eko", "elisabet", "elisa", "emi", "emilia", "endah", "endang", "eni", "eny",
		"erik", "erna", "ernawati", "erni", "erwin", "esti", "eti", "eva", "evi", "fadil", "fadli", "fahmi", "faisal",
		"fajar", "farah", "farhan", "farid", "faridah", "fatimah", "fatma", "fatmawati", "fauzan", "fauzi", "fauziah",
		"febri", "ferdi", "ferry", "feri", "fitri", "fitria", "fitriani", "fransiskus", "galih", "galuh", "gatot", "gede",
		"ginanjar", "gita", "gilang", "gunawan", "guntur", "guritno", "gusti", "habib", "habibah", "hadi", "hafiz",
		"hakim", "halim", "halimah", "hamdan", "hamid", "hamidah", "hamzah", "hana", "handayani", "handoko", "hanif",
		"hardi", "hari", "hariyanto", "haryanto", "haryono", "hartati", "hartini", "hartono", "haris", "haryati", "hasan",
		"hasanah", "hasanudin", "hasyim", "helmi", "hendra", "hendri", "hendro", "heni", "henny", "henry", "heri",
		"herlina", "herman", "hermanto", "hermawan", "heru", "herry", "hesti", "hidayah", "hidayat", "hidayati", "husein",
		"husni":
		return true
	case "ibnu", "ibrahim", "ida", "idris", "ika", "ikhsan", "ikhwan", "ilham", "ilyas", "imam", "iman", "ima", "imron",
		"indah", "indra", "indrawan", "indriani", "ina", "intan", "iqbal", "ira", "irfan", "irma", "irwan", "iskandar",
		"ismail", "istiqomah", "iwan", "izzah", "jajang", "jaka", "jamal", "jamaludin", "jamilah", "jefri", "joko",
		"johan", "johanes", "jono", "joni", "johnny", "josef", "juliana", "julianto", "jumadi", "jumiati", "junaidi",
		"kadek", "kamil", "kartika", "kartini", "kasim", "kasiyem", "karyadi", "karyono", "ketut", "khadijah", "khairul",
		"khoirul", "kholil", "komang", "komar", "komarudin", "krisna", "kristina", "kurnia", "kurniawan", "kurniasih",
		"kusnadi", "kusuma", "kuswanto", "laila", "lani", "latif", "lasmi", "leni", "lestari", "lia", "lilik", "lilis",
		"lina", "linda", "lisa", "luh", "lukas", "lukman", "luluk", "lusi", "lutfi":
		return true
	default:
		return false
	}
}

func givenFromM(w string) bool {
	switch w {
	case "made", "mahmud", "maimunah", "maman", "mansur", "margaretha", "mardi", "mardiana", "maria", "mariam",
		"marlina", "markus", "martha", "martin", "marwan", "maryam", "maryati", "maryono", "mastur", "maya", "mega",
		"megawati", "melati", "mila", "mira", "misbah", "moch", "mochamad", "moh", "mohamad", "mohammad", "muchtar", "muh",
		"muhamad", "muhammad", "mukhlis", "mulyadi", "mulyani", "mulyono", "munir", "murni", "murniati", "musa", "mustafa",
		"mustofa", "muslim", "muslimin", "muslimah", "nadia", "nanang", "nani", "nasir", "nasrudin", "nasution", "natalia",
		"nengah", "neneng", "nia", "niken", "nina", "ningsih", "nisa", "nita", "novi", "novita", "nugraha", "nugroho",
		"nur", "nuraini", "nurdin", "nurhadi", "nurhasanah", "nurhayati", "nurjanah", "nurul", "nurlela", "nyoman",
		"nuryanto", "oki", "okta", "oktavia", "oding", "otong":
		return true
	case "panji", "pardi", "parno", "parman", "paulus", "petrus", "prabowo", "pranoto", "pras", "prasetya", "prasetyo",
		"pratama", "pratiwi", "prayitno", "puji", "pujiono", "purnomo", "purwanti", "purwanto", "putri", "putra", "putu",
		"qomar", "rachmat", "rafi", "rahayu", "rahma", "rahman", "rahmat", "rahmawati", "raihan", "rama", "ramadhan",
		"ramdan", "rangga", "rani", "ratih", "ratna", "ratnasari", "ray", "reni", "renny", "reza", "rian", "riana",
		"ricky", "rido", "ridwan", "rifki", "rika", "rina", "rini", "rio", "riska", "rizal", "rizki", "rizky", "robert",
		"roby", "rohani", "rohman", "roni", "ronny", "rosa", "rosidah", "rosmini", "rosyid", "rudi", "rudy", "rukmini",
		"rusdi", "ruslan", "rusli", "rusmini", "ryan":
		return true
	case "saiful", "sakti", "salamah", "saleh", "salim", "salma", "samsudin", "samsul", "samuel", "sandi", "santi",
		"santoso", "sapto", "sarah", "sarip", "sarmin", "sarno", "sarwono", "satria", "satrio", "sekar", "selamet",
		"septian", "setiawan", "setiawati", "setyo", "setyawan", "sigit", "silvia", "simon", "sinta", "shinta", "siregar",
		"simanjuntak", "sitorus", "siti", "slamet", "sofyan", "soleh", "sonia", "sri", "stefanus", "subagyo", "subekti",
		"subhan", "sudarmaji", "sudarman", "sudarmin", "sudarsono", "sudarto", "sudiro", "sudrajat", "sugeng", "sugiarto",
		"sugiono", "sugianto", "sugiyono", "suharni", "suharto", "suhartini", "suhartono", "suherman", "suhendra",
		"sujono", "sukarno", "sukirman", "sukma", "sulaiman", "sulastri", "sulistyo", "sulis", "sumarni", "sumarno",
		"sumiati", "sumiyati", "sunardi", "sunarti", "sunarto", "sunaryo", "supardi", "suparman", "suparmi", "suparno",
		"supri", "supriadi", "supriyadi", "supriyanto", "supriyono", "surya", "suryadi", "suryana", "suryani", "suryanto",
		"suryono", "susanti", "susanto", "susi", "susilawati", "susilo", "susiana", "sutarno", "sutejo", "sutini",
		"sutisna", "sutomo", "sutopo", "sutrisno", "suwarni", "suwarno", "suyanto", "suyatmi", "suyono", "syahrul",
		"syaiful", "syamsul", "syarif", "syarifah", "syarifudin", "syifa":
		return true
	case "tanto", "tarmidi", "tarno", "taryono", "tati", "taufik", "taufiq", "tedi", "teguh", "theresia", "thomas",
		"tia", "tika", "timotius", "tini", "titi", "titik", "titin", "tiwi", "tomi", "tommy", "toni", "tono", "tony",
		"totok", "tri", "triyono", "tukijan", "tukiman", "tukimin", "turino", "tuti", "tutik", "udin", "ujang", "ulfa",
		"umar", "umi", "untung", "usman", "utami", "utomo", "vera", "veronika", "vina", "vivi", "wahid", "wahyu",
		"wahyudi", "wahyuni", "wahyono", "waluyo", "wardi", "wardani", "warsito", "warsono", "waskito", "wati", "wawan",
		"wayan", "wibowo", "widi", "widia", "widodo", "widya", "widyastuti", "wijaya", "wijayanti", "winarno", "winarti",
		"wira", "wisnu", "wiwik", "wulan", "wulandari", "yadi", "yani", "yanti", "yanto", "yanuar", "yati", "yayan",
		"yeni", "yenny", "yoga", "yogi", "yohana", "yohanes", "yono", "yosef", "yudha", "yudhi", "yudi", "yuli", "yuliana",
		"yulianti", "yulianto", "yulia", "yuni", "yunita", "yunus", "yusuf", "yusran", "zaenal", "zahra", "zaini",
		"zainab", "zainal", "zainudin", "zaki", "zakaria", "zulfikar", "zulkarnain", "zulkifli":
		return true
	default:
		return false
	}
}

// ambiguous tells the names that are words of everyday speech too: in small letters they are taken for those.
func ambiguous(w string) bool {
	switch w {
	case "titik", "bagus", "indah", "sandi", "iman", "imam", "putra", "putri", "intan", "melati", "mega", "lestari", "citra", "surya", "maya", "kurnia",
		"bayu", "sekar", "sakti", "murni", "slamet", "selamet", "untung", "teguh", "fajar", "asih", "rama", "ray", "ali", "amin", "tri", "eka", "dwi", "muslim",
		"muslimin", "ana", "ima", "ina", "ika", "lia", "nia", "tia", "satria", "hakim", "gusti", "dewa", "agung", "bahar", "darma", "kartika", "musa", "rio", "ida", "gede", "made", "adi", "umi", "hari", "sukma", "galuh", "panji":
		return true
	default:
		return false
	}
}
