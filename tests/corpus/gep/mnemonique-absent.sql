UPDATE matiere SET code_gestion = NULL
    WHERE code_matiere IN ('062300', '062900');
