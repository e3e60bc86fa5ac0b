//! Names of an invented town, as diverse as those of a real one: particles, hyphens, apostrophes, accents, names from elsewhere.
//! No list of real people: names and first names are drawn apart.

/// Where a family name comes from, which says which first names go with it most often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    France,
    Brittany,
    Maghreb,
    Africa,
    South,
    East,
    Asia,
    North,
}

/// First names of an origin: women and girls, men and boys.
pub(super) struct FirstNames {
    pub(super) female: &'static [&'static str],
    pub(super) male: &'static [&'static str],
}

impl Origin {
    /// First names given to adults of this origin.
    pub(super) fn first_names(self) -> &'static FirstNames {
        match self {
            Origin::France => &ADULTS,
            Origin::Brittany => &BRETON,
            Origin::Maghreb => &MAGHREB,
            Origin::Africa => &AFRICA,
            Origin::South => &SOUTH,
            Origin::East => &EAST,
            Origin::Asia => &ASIA,
            Origin::North => &NORTH,
        }
    }
}

/// First names of today's children, whatever their parents' origin.
#[rustfmt::skip]
pub(super) const CHILDREN: FirstNames = FirstNames {
    female: &[
        "Louise", "Jade", "Ambre", "Alba", "Emma", "Rose", "Alice", "Anna", "Léna", "Mia", "Romane", "Lou", "Julia", "Chloé", "Inès",
        "Agathe", "Iris", "Juliette", "Victoire", "Zoé", "Margaux", "Jeanne", "Lucie", "Camille", "Charlotte", "Mathilde", "Éva", "Nina",
        "Manon", "Léonie", "Garance", "Capucine", "Apolline", "Clémence", "Élise", "Héloïse", "Maëlle", "Noémie", "Suzanne", "Zélie",
        "Anaïs", "Bérénice", "Célestine", "Diane", "Éloïse", "Faustine", "Gabrielle", "Lison", "Marie-Lou", "Rose-Marie", "Adèle", "Salomé",
    ],
    male: &[
        "Gabriel", "Léo", "Raphaël", "Louis", "Arthur", "Jules", "Adam", "Maël", "Lucas", "Hugo", "Noah", "Liam", "Gabin", "Sacha", "Paul",
        "Nathan", "Aaron", "Ethan", "Éden", "Tom", "Léon", "Noé", "Tiago", "Théo", "Marius", "Victor", "Augustin", "Martin", "Robin", "Malo",
        "Côme", "Basile", "Émile", "Félix", "Gaspard", "Lucien", "Oscar", "Timothée", "Valentin", "Zacharie", "Jean-Baptiste", "Pierre-Louis",
        "Antoine", "Clément", "Élie", "Isaac", "Joseph", "Simon", "Thibault", "Titouan", "Armand", "Célian",
    ],
};

#[rustfmt::skip]
const ADULTS: FirstNames = FirstNames {
    female: &[
        "Aurélie", "Céline", "Émilie", "Stéphanie", "Virginie", "Julie", "Delphine", "Laetitia", "Sandrine", "Hélène", "Élodie", "Marion",
        "Mélanie", "Caroline", "Bérénice", "Gaëlle", "Nathalie", "Sophie", "Anne-Laure", "Marie-Cécile", "Isabelle", "Estelle", "Pauline",
        "Camille", "Justine", "Claire", "Charlène", "Ophélie", "Prune", "Lise", "Maud", "Audrey", "Clémentine", "Joséphine", "Anaïs",
    ],
    male: &[
        "Julien", "Nicolas", "Sébastien", "Guillaume", "Jérôme", "Rémi", "Florent", "Sylvain", "Benoît", "François", "Cédric", "Mickaël",
        "Thomas", "Alexandre", "Romain", "Mathieu", "Grégory", "Frédéric", "Jean-Philippe", "Pierre-Yves", "Éric", "Loïc", "Aymeric",
        "Bastien", "Xavier", "Quentin", "Damien", "Fabrice", "Olivier", "Vincent", "Antonin", "Côme", "Stéphane", "Hervé",
    ],
};

#[rustfmt::skip]
const BRETON: FirstNames = FirstNames {
    female: &["Maëlys", "Enora", "Soizic", "Gwenn", "Nolwenn", "Aziliz", "Rozenn", "Katell", "Morgane", "Bleuenn", "Tifenn", "Anaëlle"],
    male: &["Ronan", "Yann", "Erwan", "Loïc", "Goulven", "Tanguy", "Gwendal", "Malo", "Corentin", "Alan", "Ewen", "Mael"],
};

#[rustfmt::skip]
const MAGHREB: FirstNames = FirstNames {
    female: &["Karima", "Nadia", "Samira", "Leïla", "Yasmine", "Fatima-Zahra", "Houda", "Sonia", "Amel", "Khadija", "Inès", "Lina", "Nour", "Assia"],
    male: &["Youssef", "Mehdi", "Nabil", "Rachid", "Karim", "Sofiane", "Yanis", "Bilal", "Amine", "Hicham", "Ilyès", "Rayan", "Walid", "Ismaël"],
};

#[rustfmt::skip]
const AFRICA: FirstNames = FirstNames {
    female: &["Aya", "Mariam", "Aminata", "Fatoumata", "Awa", "Grâce", "Bintou", "Ndeye", "Aïssatou", "Espérance", "Kadiatou", "Divine"],
    male: &["Mamadou", "Serge", "Ousmane", "Ibrahima", "Moussa", "Cheikh", "Abdoulaye", "Emmanuel", "Koffi", "Ruben", "Boubacar", "Dieudonné"],
};

#[rustfmt::skip]
const SOUTH: FirstNames = FirstNames {
    female: &["Marta", "Paola", "Ana Paula", "Lucía", "Inês", "Giulia", "Carmen", "Beatriz", "Chiara", "Elena", "Sofia", "Conceição"],
    male: &["João", "Tiago", "Enzo", "Paolo", "Miguel", "José", "Matteo", "Rui", "Diego", "Luís", "Alessandro", "Nuno"],
};

#[rustfmt::skip]
const EAST: FirstNames = FirstNames {
    female: &["Ivana", "Marta", "Katarzyna", "Oksana", "Anca", "Mirela", "Zuzana", "Jelena", "Irina", "Małgorzata", "Nina", "Danuta"],
    male: &["Piotr", "Luka", "Andrei", "Mihai", "Goran", "Oleksandr", "Paweł", "Dragan", "Tomáš", "Vasile", "Marek", "Yuri"],
};

#[rustfmt::skip]
const ASIA: FirstNames = FirstNames {
    female: &["Lan", "Minh Anh", "Thi Hoa", "Mei", "Priya", "Soraya", "Linh", "Sokha", "Ayşe", "Rania", "Yuki", "Narine"],
    male: &["Minh", "Tuan", "Wei", "Kavi", "Emre", "Hiroshi", "Sok", "Arman", "Duc", "Ravi", "Mehmet", "Hrant"],
};

#[rustfmt::skip]
const NORTH: FirstNames = FirstNames {
    female: &["Siobhán", "Annelies", "Greta", "Emily", "Saskia", "Ingrid", "Fiona", "Katja", "Hannah", "Maud"],
    male: &["Joris", "Liam", "Sven", "Oliver", "Pieter", "Søren", "Killian", "Hans", "Ruben", "Callum"],
};

/// Family names with their origin.
#[rustfmt::skip]
pub(super) const FAMILY: &[(&str, Origin)] = {
    use Origin::{Africa, Asia, Brittany, East, France, Maghreb, North, South};
    &[
        ("Allain", France), ("Bachelet", France), ("Benoît-Guérin", France), ("Chauvin", France), ("Dupuis", France), ("Ferrand", France),
        ("Fontaine", France), ("Garnier-Lévêque", France), ("Hamel", France), ("Picard", France), ("de Kerdrel", Brittany),
        ("d’Estienne", France), ("Fontaine de Beaurepaire-Lescure", France), ("du Plessis", France), ("de La Tour", France),
        ("Delaître", France), ("Lefèvre", France), ("Mercier", France), ("Boulanger", France), ("Chevallier", France), ("Roussel", France),
        ("Gauthier", France), ("Perrin", France), ("Morin", France), ("Fournier", France), ("Girard", France), ("Lambert", France),
        ("Bonnet", France), ("Dufour", France), ("Colin", France), ("Masson", France), ("Marchand", France), ("Blanchard", France),
        ("Barbier", France), ("Brunet", France), ("Renaud", France), ("Schneider", North), ("Meunier", France), ("Noël", France),
        ("Aubry", France), ("Guyot", France), ("Boyer", France), ("Lemaître", France), ("Maréchal", France), ("Bourgeois", France),
        ("Caron", France), ("Leclercq", France), ("Vasseur", France), ("Pruvost", France), ("Cordonnier", France), ("Bézier", France),
        ("Grandjean", France), ("Petitjean", France), ("Clément", France), ("Hébert", France), ("L’Hermitte", France), ("L’Huillier", France),
        ("Saint-Martin", France), ("Beauvais", France), ("Châtelain", France), ("Crépin", France), ("Forêt", France), ("Lesœur", France),
        ("Œuvrard", France), ("Rivière", France), ("Vigneron", France), ("Yvon", France), ("Zimmermann", North), ("Haÿ", France),
        ("Abgrall", Brittany), ("Jaouen", Brittany), ("Le Goff", Brittany), ("Le Bihan", Brittany), ("Lozac’h", Brittany), ("Quéméner", Brittany),
        ("Tanguy", Brittany), ("Kerbrat", Brittany), ("Cadiou", Brittany), ("Guivarc’h", Brittany), ("Le Floc’h", Brittany), ("Prigent", Brittany),
        ("Amrani", Maghreb), ("Ben Haddou", Maghreb), ("El Idrissi", Maghreb), ("Ouali", Maghreb), ("Belkacem", Maghreb), ("Ait-Ouarab", Maghreb),
        ("Bouzid", Maghreb), ("Cherif", Maghreb), ("Haddad", Maghreb), ("Khelifi", Maghreb), ("Mansouri", Maghreb), ("Saïdi", Maghreb),
        ("Ben Salah", Maghreb), ("El Khattabi", Maghreb), ("Zerrouki", Maghreb), ("Tahiri", Maghreb),
        ("N’Guessan", Africa), ("Diallo", Africa), ("Diallo-N’Guessan", Africa), ("Traoré", Africa), ("Koné", Africa), ("Barry", Africa),
        ("M’Bow", Africa), ("Ndiaye", Africa), ("Mbemba", Africa), ("Sissoko", Africa), ("Ouédraogo", Africa), ("Nkurunziza", Africa),
        ("Rakotomalala", Africa), ("Dembélé", Africa), ("Touré", Africa),
        ("Da Silva", South), ("Ferreira da Costa", South), ("Marchetti", South), ("Gonçalves", South), ("Fernández", South), ("D’Angelo", South),
        ("dos Santos", South), ("De Luca", South), ("Muñoz", South), ("Rossi", South), ("Simões", South), ("García Pérez", South), ("Esposito", South),
        ("Kowalczyk", East), ("Šimić", East), ("Popescu", East), ("Wójcik", East), ("Dvořák", East), ("Petrović", East), ("Shevchenko", East),
        ("Ionescu", East), ("Nowak", East), ("Horváth", East), ("Łukasik", East),
        ("Nguyen", Asia), ("Tran", Asia), ("Li", Asia), ("Yılmaz", Asia), ("Chanthavong", Asia), ("Patel", Asia), ("Sok", Asia), ("Öztürk", Asia),
        ("Ter-Petrosyan", Asia), ("Zhou", Asia),
        ("van den Broeck", North), ("O’Connor", North), ("McAllister", North), ("Van Hove", North), ("Müller", North), ("Janssens", North),
        ("Sørensen", North), ("von Arx", North),
    ]
};

/// Streets of the town.
#[rustfmt::skip]
pub(super) const STREETS: &[&str] = &[
    "rue des Lavandières", "allée du Four-à-Chaux", "rue Jean-Macé", "avenue du Général-Leclerc", "rue de l’Église", "place du Préau",
    "rue des Écoles", "chemin du Moulin", "impasse des Merles", "rue Louise-Michel", "rue Victor-Hugo", "boulevard de la République",
    "rue du 8-Mai-1945", "allée des Tilleuls", "rue de la Fontaine-aux-Loups", "quai de la Vèze", "rue Marie-Curie", "rue de l’Abreuvoir",
    "sente des Vignes", "rue Aimé-Césaire", "square Simone-Veil", "rue du Champ-Fleuri", "rue des Frères-Lumière", "route de Dijon",
    "rue du Lavoir", "allée Rosa-Parks", "rue de la Tannerie", "rue Olympe-de-Gouges", "chemin des Aubépines", "rue du Bœuf-Gras",
    "passage de l’Horloge", "rue des Trois-Maisons", "rue Gaston-Couté", "rue du Puits-d’Argent", "cours Jean-Jaurès", "rue des Maraîchers",
];

/// Second lines of an address: flat, staircase.
#[rustfmt::skip]
pub(super) const FLATS: &[&str] = &["Apt 4", "Apt 12, escalier B", "Bât. C, 2e étage", "Résidence Les Acacias", "Apt 31", "Étage 3, porte droite"];

/// Neighbouring towns, invented as well: their families are not residents.
#[rustfmt::skip]
pub(super) const NEIGHBOURS: &[(&str, &str)] =
    &[("21290", "Saint-Aubin-sur-Vèze"), ("21290", "Les Ormes-Béruges"), ("21330", "Montceau-le-Vieux"), ("21450", "L’Étang-Neuf")];

/// Schools: the first two in every town, the others as it grows.
#[rustfmt::skip]
pub(super) const SCHOOLS: &[&str] = &[
    "Les Tilleuls", "Jean-Macé", "Louise-Michel", "Victor-Hugo", "Marie-Curie", "Les Lavandières", "Jules-Ferry", "Simone-Veil",
    "La Fontaine", "Jean-Jaurès", "Le Moulin", "Rosa-Parks", "Aimé-Césaire", "Les Merles", "Pauline-Kergomard", "Jacques-Prévert",
    "Olympe-de-Gouges", "Les Aubépines", "Jean-Moulin", "Germaine-Tillion", "Le Champ-Fleuri", "Paul-Éluard", "Anne-Frank", "Les Vignes",
    "Antoine-de-Saint-Exupéry", "Maria-Montessori", "Le Lavoir", "Alphonse-Daudet", "Célestin-Freinet", "Joséphine-Baker",
];

/// Doctors, their telephone in the range kept for fiction.
#[rustfmt::skip]
pub(super) const DOCTORS: &[&str] =
    &["Dr Yann Quéméner", "Dr Claire Aubry", "Dr Samir Haddad", "Dr Hélène Perrin", "Dr Anca Popescu", "Dr Blaise Mbemba", "Dr Noémie Colin"];

/// Instructions of a PAI or an allergy, as the kitchen reads them: what to do, never why.
#[rustfmt::skip]
pub(super) const INSTRUCTIONS: &[&str] = &[
    "Servir le plateau étiqueté à son nom. En cas de gêne, trousse au bureau puis le 15.",
    "Aucun partage de plat. Trousse dans l’armoire haute de l’office.",
    "Vérifier l’étiquette de chaque plat. Prévenir la famille avant toute sortie.",
    "Table à part au goûter, pain fourni par la famille.",
    "Remplacer le dessert lacté par un fruit.",
];

/// Leisure centres.
#[rustfmt::skip]
pub(super) const CENTRES: &[&str] = &[
    "La Cabane", "Le Grand Pré", "Les Lucioles", "Le Moulin-Vert", "Les Trois-Saules", "L’Escale", "La Ferme-du-Bout", "Les Farfadets",
];
