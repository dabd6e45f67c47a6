UPDATE eleve SET date_sortie = '2019-09-02', code_motif_sortie = '11',
    code_regime = NULL WHERE eleve_id = 990003;
